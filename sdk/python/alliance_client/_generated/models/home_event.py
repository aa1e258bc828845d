from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.action_item_ref import ActionItemRef
    from ..models.community_ref import CommunityRef
    from ..models.home_event_data import HomeEventData
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.solution_ref import SolutionRef
    from ..models.subject import Subject


T = TypeVar("T", bound="HomeEvent")


@_attrs_define(kw_only=True)
class HomeEvent:
    """Something that happened in one of my communities, with the names of what it has to do with, so that a line can
    be drawn of it.

    """

    id: UUID
    kind: str
    """`noun.past_participle`. Take kinds that you do not know."""
    subject: Subject
    """What an event is about."""
    actor: MemberRef | None
    """Null where nobody did it: time alone, say."""
    through: MemberRef | None
    """The service account that did it on the actor's behalf, if one did."""
    at: datetime.datetime
    community_id: None | UUID
    """Null for what belongs to no community."""
    data: HomeEventData
    """By its kind: `EventKind` says what each may hold."""
    community: CommunityRef
    """A community as other things name it."""
    problem: None | ProblemRef
    """The problem that it is about, or what it is about belongs to."""
    solution: None | SolutionRef
    """The solution, in the same way."""
    action_item: ActionItemRef | None
    member: MemberRef | None
    """Whose membership it is about."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.action_item_ref import ActionItemRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        id = str(self.id)

        kind = self.kind

        subject = self.subject.to_dict()

        actor: dict[str, Any] | None
        if isinstance(self.actor, MemberRef):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        at = self.at.isoformat()

        community_id: None | str
        if isinstance(self.community_id, UUID):
            community_id = str(self.community_id)
        else:
            community_id = self.community_id

        data = self.data.to_dict()

        community = self.community.to_dict()

        problem: dict[str, Any] | None
        if isinstance(self.problem, ProblemRef):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        solution: dict[str, Any] | None
        if isinstance(self.solution, SolutionRef):
            solution = self.solution.to_dict()
        else:
            solution = self.solution

        action_item: dict[str, Any] | None
        if isinstance(self.action_item, ActionItemRef):
            action_item = self.action_item.to_dict()
        else:
            action_item = self.action_item

        member: dict[str, Any] | None
        if isinstance(self.member, MemberRef):
            member = self.member.to_dict()
        else:
            member = self.member

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "subject": subject,
                "actor": actor,
                "through": through,
                "at": at,
                "community_id": community_id,
                "data": data,
                "community": community,
                "problem": problem,
                "solution": solution,
                "action_item": action_item,
                "member": member,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.action_item_ref import ActionItemRef  # noqa: PLC0415
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.home_event_data import HomeEventData  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415
        from ..models.subject import Subject  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        subject = Subject.from_dict(d.pop("subject"))

        def _parse_actor(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                actor_type_0 = MemberRef.from_dict(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        actor = _parse_actor(d.pop("actor"))

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

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_community_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                community_id_type_0 = UUID(data)

                return community_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        community_id = _parse_community_id(d.pop("community_id"))

        data = HomeEventData.from_dict(d.pop("data"))

        community = CommunityRef.from_dict(d.pop("community"))

        def _parse_problem(data: object) -> None | ProblemRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = ProblemRef.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ProblemRef, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_solution(data: object) -> None | SolutionRef:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                solution_type_0 = SolutionRef.from_dict(data)

                return solution_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SolutionRef, data)

        solution = _parse_solution(d.pop("solution"))

        def _parse_action_item(data: object) -> ActionItemRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                action_item_type_0 = ActionItemRef.from_dict(data)

                return action_item_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActionItemRef | None, data)

        action_item = _parse_action_item(d.pop("action_item"))

        def _parse_member(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                member_type_0 = MemberRef.from_dict(data)

                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        member = _parse_member(d.pop("member"))

        home_event = cls(
            id=id,
            kind=kind,
            subject=subject,
            actor=actor,
            through=through,
            at=at,
            community_id=community_id,
            data=data,
            community=community,
            problem=problem,
            solution=solution,
            action_item=action_item,
            member=member,
        )

        home_event.additional_properties = d
        return home_event
