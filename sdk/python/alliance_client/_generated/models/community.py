from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.my_role import MyRole, check_my_role
from ..models.visibility import Visibility, check_visibility

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.membership import Membership
    from ..models.objective_ref import ObjectiveRef
    from ..models.process_version import ProcessVersion


T = TypeVar("T", bound="Community")


@_attrs_define(kw_only=True)
class Community:
    """A strategic community. Those who may not read its inside see what a listed one shows of itself; the rest is
    null for them.

    """

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    slug: str
    name: str
    visibility: Visibility
    """Who sees a community."""
    member_count: int | None
    """Null for those who may not read the inside."""
    problem_count: int | None
    """Null for those who may not read the inside."""
    my_role: MyRole
    """What the caller is in a community."""
    purpose: str
    charter: str
    objectives: list[ObjectiveRef]
    coordinators: list[MemberRef] | None
    """At most 20, the longest in first."""
    process: None | ProcessVersion
    """The rules in force."""
    requested_by_me: bool
    """Whether you have asked to join, and nobody has answered yet."""
    my_membership: Membership | None
    """What you are in it or have asked to be, and what you may do about that: leave, say."""
    request_count: int | None
    """How many ask to join and wait for an answer; null for who may not give one."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.membership import Membership  # noqa: PLC0415
        from ..models.process_version import ProcessVersion  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        slug = self.slug

        name = self.name

        visibility: str = self.visibility

        member_count: int | None
        member_count = self.member_count

        problem_count: int | None
        problem_count = self.problem_count

        my_role: str = self.my_role

        purpose = self.purpose

        charter = self.charter

        objectives = []
        for objectives_item_data in self.objectives:
            objectives_item = objectives_item_data.to_dict()
            objectives.append(objectives_item)

        coordinators: list[dict[str, Any]] | None
        if isinstance(self.coordinators, list):
            coordinators = []
            for coordinators_type_0_item_data in self.coordinators:
                coordinators_type_0_item = coordinators_type_0_item_data.to_dict()
                coordinators.append(coordinators_type_0_item)

        else:
            coordinators = self.coordinators

        process: dict[str, Any] | None
        if isinstance(self.process, ProcessVersion):
            process = self.process.to_dict()
        else:
            process = self.process

        requested_by_me = self.requested_by_me

        my_membership: dict[str, Any] | None
        if isinstance(self.my_membership, Membership):
            my_membership = self.my_membership.to_dict()
        else:
            my_membership = self.my_membership

        request_count: int | None
        request_count = self.request_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "slug": slug,
                "name": name,
                "visibility": visibility,
                "member_count": member_count,
                "problem_count": problem_count,
                "my_role": my_role,
                "purpose": purpose,
                "charter": charter,
                "objectives": objectives,
                "coordinators": coordinators,
                "process": process,
                "requested_by_me": requested_by_me,
                "my_membership": my_membership,
                "request_count": request_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.membership import Membership  # noqa: PLC0415
        from ..models.objective_ref import ObjectiveRef  # noqa: PLC0415
        from ..models.process_version import ProcessVersion  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        slug = d.pop("slug")

        name = d.pop("name")

        visibility = check_visibility(d.pop("visibility"))

        def _parse_member_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        member_count = _parse_member_count(d.pop("member_count"))

        def _parse_problem_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        problem_count = _parse_problem_count(d.pop("problem_count"))

        my_role = check_my_role(d.pop("my_role"))

        purpose = d.pop("purpose")

        charter = d.pop("charter")

        objectives = []
        _objectives = d.pop("objectives")
        for objectives_item_data in _objectives:
            objectives_item = ObjectiveRef.from_dict(objectives_item_data)

            objectives.append(objectives_item)

        def _parse_coordinators(data: object) -> list[MemberRef] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                coordinators_type_0 = []
                _coordinators_type_0 = data
                for coordinators_type_0_item_data in _coordinators_type_0:
                    coordinators_type_0_item = MemberRef.from_dict(coordinators_type_0_item_data)

                    coordinators_type_0.append(coordinators_type_0_item)

                return coordinators_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[MemberRef] | None, data)

        coordinators = _parse_coordinators(d.pop("coordinators"))

        def _parse_process(data: object) -> None | ProcessVersion:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                process_type_0 = ProcessVersion.from_dict(data)

                return process_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProcessVersion, data)

        process = _parse_process(d.pop("process"))

        requested_by_me = d.pop("requested_by_me")

        def _parse_my_membership(data: object) -> Membership | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                my_membership_type_0 = Membership.from_dict(data)

                return my_membership_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Membership | None, data)

        my_membership = _parse_my_membership(d.pop("my_membership"))

        def _parse_request_count(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        request_count = _parse_request_count(d.pop("request_count"))

        community = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            slug=slug,
            name=name,
            visibility=visibility,
            member_count=member_count,
            problem_count=problem_count,
            my_role=my_role,
            purpose=purpose,
            charter=charter,
            objectives=objectives,
            coordinators=coordinators,
            process=process,
            requested_by_me=requested_by_me,
            my_membership=my_membership,
            request_count=request_count,
        )

        community.additional_properties = d
        return community
