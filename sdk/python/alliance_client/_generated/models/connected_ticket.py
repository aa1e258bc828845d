from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ticket_use import TicketUse, check_ticket_use

if TYPE_CHECKING:
    from ..models.problem_ref import ProblemRef


T = TypeVar("T", bound="ConnectedTicket")


@_attrs_define(kw_only=True)
class ConnectedTicket:
    """A ticket that a connector has seen, and what became of it."""

    id: UUID
    key: str
    """What it is called there."""
    url: str
    """Where it is read there."""
    title: str
    use: TicketUse
    """What became of a ticket here."""
    problem: None | ProblemRef
    """What it became, is a mark on, or is linked to."""
    state: str
    """What the ticket system last said."""
    expected_state: None | str
    """What the ticket would be by the state of its problem; null where the mapping says nothing."""
    differs: bool
    """Whether both sides say different things: each one's own holds at home."""
    gone_at: datetime.datetime | None
    """Since when the ticket system knows it no more."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        id = str(self.id)

        key = self.key

        url = self.url

        title = self.title

        use: str = self.use

        problem: dict[str, Any] | None
        if isinstance(self.problem, ProblemRef):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        state = self.state

        expected_state: None | str
        expected_state = self.expected_state

        differs = self.differs

        gone_at: None | str
        if isinstance(self.gone_at, datetime.datetime):
            gone_at = self.gone_at.isoformat()
        else:
            gone_at = self.gone_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "key": key,
                "url": url,
                "title": title,
                "use": use,
                "problem": problem,
                "state": state,
                "expected_state": expected_state,
                "differs": differs,
                "gone_at": gone_at,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        key = d.pop("key")

        url = d.pop("url")

        title = d.pop("title")

        use = check_ticket_use(d.pop("use"))

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

        state = d.pop("state")

        def _parse_expected_state(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        expected_state = _parse_expected_state(d.pop("expected_state"))

        differs = d.pop("differs")

        def _parse_gone_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                gone_at_type_0 = datetime.datetime.fromisoformat(data)

                return gone_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        gone_at = _parse_gone_at(d.pop("gone_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        connected_ticket = cls(
            id=id,
            key=key,
            url=url,
            title=title,
            use=use,
            problem=problem,
            state=state,
            expected_state=expected_state,
            differs=differs,
            gone_at=gone_at,
            created_at=created_at,
            updated_at=updated_at,
        )

        connected_ticket.additional_properties = d
        return connected_ticket
