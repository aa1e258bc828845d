from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.member_ref import MemberRef
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="AffectedMarkLine")


@_attrs_define(kw_only=True)
class AffectedMarkLine:
    """A mark as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    member: MemberRef
    """A member as other things name it."""
    through: MemberRef | None
    """The service account that made it on the member's behalf, if one did."""
    environment: EnvironmentRef | None
    """Null for a mark that counts for the person and their site."""
    site: None | SiteRef
    """The environment's, or the member's when the mark was made."""
    machines: int
    comment: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        member = self.member.to_dict()

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        environment: dict[str, Any] | None
        if isinstance(self.environment, EnvironmentRef):
            environment = self.environment.to_dict()
        else:
            environment = self.environment

        site: dict[str, Any] | None
        if isinstance(self.site, SiteRef):
            site = self.site.to_dict()
        else:
            site = self.site

        machines = self.machines

        comment = self.comment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "member": member,
                "through": through,
                "environment": environment,
                "site": site,
                "machines": machines,
                "comment": comment,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        member = MemberRef.from_dict(d.pop("member"))

        def _parse_through(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                through_type_0 = MemberRef.from_dict(data)

                return through_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        through = _parse_through(d.pop("through"))

        def _parse_environment(data: object) -> EnvironmentRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                environment_type_0 = EnvironmentRef.from_dict(data)

                return environment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EnvironmentRef | None, data)

        environment = _parse_environment(d.pop("environment"))

        def _parse_site(data: object) -> None | SiteRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                site_type_0 = SiteRef.from_dict(data)

                return site_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SiteRef, data)

        site = _parse_site(d.pop("site"))

        machines = d.pop("machines")

        comment = d.pop("comment")

        affected_mark_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            member=member,
            through=through,
            environment=environment,
            site=site,
            machines=machines,
            comment=comment,
        )

        affected_mark_line.additional_properties = d
        return affected_mark_line
