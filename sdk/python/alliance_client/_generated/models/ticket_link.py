from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef
    from ..models.problem_ref import ProblemRef
    from ..models.ticket_subject import TicketSubject


T = TypeVar("T", bound="TicketLink")


@_attrs_define(kw_only=True)
class TicketLink:
    """That a problem, a solution or a validation has to do with a ticket of another system."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    subject: TicketSubject
    """What a ticket is linked to: a problem, a solution or a validation."""
    problem: ProblemRef
    """A problem as other things name it."""
    system: str
    key: str
    url: None | str
    title: None | str
    state: None | str
    """The last that is known, as the system calls it."""
    state_seen_at: datetime.datetime | None
    """When the state was last seen there."""
    made_by: MemberRef
    """A member as other things name it."""
    through: MemberRef | None
    """The service account that made it on that member's behalf, if one did."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        subject = self.subject.to_dict()

        problem = self.problem.to_dict()

        system = self.system

        key = self.key

        url: None | str
        url = self.url

        title: None | str
        title = self.title

        state: None | str
        state = self.state

        state_seen_at: None | str
        if isinstance(self.state_seen_at, datetime.datetime):
            state_seen_at = self.state_seen_at.isoformat()
        else:
            state_seen_at = self.state_seen_at

        made_by = self.made_by.to_dict()

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "subject": subject,
                "problem": problem,
                "system": system,
                "key": key,
                "url": url,
                "title": title,
                "state": state,
                "state_seen_at": state_seen_at,
                "made_by": made_by,
                "through": through,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.ticket_subject import TicketSubject  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        subject = TicketSubject.from_dict(d.pop("subject"))

        problem = ProblemRef.from_dict(d.pop("problem"))

        system = d.pop("system")

        key = d.pop("key")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))

        def _parse_state(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        state = _parse_state(d.pop("state"))

        def _parse_state_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return state_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        state_seen_at = _parse_state_seen_at(d.pop("state_seen_at"))

        made_by = MemberRef.from_dict(d.pop("made_by"))

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

        ticket_link = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            subject=subject,
            problem=problem,
            system=system,
            key=key,
            url=url,
            title=title,
            state=state,
            state_seen_at=state_seen_at,
            made_by=made_by,
            through=through,
        )

        ticket_link.additional_properties = d
        return ticket_link
