from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.external_reference import ExternalReference
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="AffectedMark")


@_attrs_define(kw_only=True)
class AffectedMark:
    """A member's "we have this too": one for a member and environment, or one without environment."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
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
    problem: ProblemRef
    """A problem as other things name it."""
    withdrawn_at: datetime.datetime | None
    """When it was taken back."""
    external_reference: ExternalReference | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

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

        problem = self.problem.to_dict()

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        external_reference: dict[str, Any] | None
        if isinstance(self.external_reference, ExternalReference):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "member": member,
                "through": through,
                "environment": environment,
                "site": site,
                "machines": machines,
                "comment": comment,
                "problem": problem,
                "withdrawn_at": withdrawn_at,
                "external_reference": external_reference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.external_reference import ExternalReference  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

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

        problem = ProblemRef.from_dict(d.pop("problem"))

        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)

                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))

        def _parse_external_reference(data: object) -> ExternalReference | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_reference_type_0 = ExternalReference.from_dict(data)

                return external_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalReference | None, data)

        external_reference = _parse_external_reference(d.pop("external_reference"))

        affected_mark = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            member=member,
            through=through,
            environment=environment,
            site=site,
            machines=machines,
            comment=comment,
            problem=problem,
            withdrawn_at=withdrawn_at,
            external_reference=external_reference,
        )

        affected_mark.additional_properties = d
        return affected_mark
