from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.member_ref import MemberRef
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="Candidate")


@_attrs_define(kw_only=True)
class Candidate:
    """Somebody who could supply what is missing, in an environment they keep that fits."""

    member: MemberRef
    """A member as other things name it."""
    environment: EnvironmentRef
    """An environment as other things name it."""
    site: SiteRef
    """A site as other things name it."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        member = self.member.to_dict()

        environment = self.environment.to_dict()

        site = self.site.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member": member,
                "environment": environment,
                "site": site,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        member = MemberRef.from_dict(d.pop("member"))

        environment = EnvironmentRef.from_dict(d.pop("environment"))

        site = SiteRef.from_dict(d.pop("site"))

        candidate = cls(
            member=member,
            environment=environment,
            site=site,
        )

        candidate.additional_properties = d
        return candidate
