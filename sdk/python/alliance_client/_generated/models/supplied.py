from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.member_ref import MemberRef
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="Supplied")


@_attrs_define(kw_only=True)
class Supplied:
    """Who and what supplies some of what is missing already: those that `other_than` names by their ids."""

    members: list[MemberRef]
    sites: list[SiteRef]
    environments: list[EnvironmentRef]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        members = []
        for members_item_data in self.members:
            members_item = members_item_data.to_dict()
            members.append(members_item)

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        environments = []
        for environments_item_data in self.environments:
            environments_item = environments_item_data.to_dict()
            environments.append(environments_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "members": members,
                "sites": sites,
                "environments": environments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        members = []
        _members = d.pop("members")
        for members_item_data in _members:
            members_item = MemberRef.from_dict(members_item_data)

            members.append(members_item)

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = SiteRef.from_dict(sites_item_data)

            sites.append(sites_item)

        environments = []
        _environments = d.pop("environments")
        for environments_item_data in _environments:
            environments_item = EnvironmentRef.from_dict(environments_item_data)

            environments.append(environments_item)

        supplied = cls(
            members=members,
            sites=sites,
            environments=environments,
        )

        supplied.additional_properties = d
        return supplied
