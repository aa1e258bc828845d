"""A ticket of another system, and what here it is about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import Inside, inside, words
from app.core.text import Line, ShortLine, ShortText, SystemName, WebAddress
from app.domain.vocabulary import LinkedKind
from app.models.schema import Given, MemberRef, Noun, NounLine, ProblemRef, Shown


class TicketLink(Inside, table=True):
    """`problem_id` is the problem that is linked, or the one that the solution or validation belongs to."""

    __tablename__ = "ticket_link"
    __table_args__ = (
        inside(),
        UniqueConstraint("subject_id", "system", "key"),
        CheckConstraint("(state IS NULL) = (state_seen_at IS NULL)", name="state"),
        Index("ix_ticket_link_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_ticket_link_community_id_created_at_id", "community_id", "created_at", "id"),
        Index("ix_ticket_link_subject_id_created_at_id", "subject_id", "created_at", "id"),
        Index("ix_ticket_link_key_system", "key", "system"),
    )

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    subject_kind: LinkedKind = Field(sa_type=words(LinkedKind))
    subject_id: UUID
    system: str
    key: str
    url: str | None = None
    title: str | None = None
    state: str | None = None
    state_seen_at: datetime | None = None
    made_by_id: UUID = Field(foreign_key="member.id")
    through_id: UUID | None = Field(default=None, foreign_key="member.id")


_TICKET: dict[str, Any] = {
    "system": "rt",
    "key": "RT-4711",
    "url": "https://rt.example.org/Ticket/Display.html?id=4711",
    "title": "No VPN in the meeting rooms",
    "state": "open",
}


class TicketLinkIn(Given):
    """A ticket of another system."""

    system: SystemName = Described(description="The system it is in, as you name it: `rt`, `jira.example.org`.")
    key: Line = Described(description="What it is called there; `ticket=` finds problems by it.")
    url: WebAddress | None = Described(None, description="Where it is read there.")
    title: ShortText | None = Described(None, description="Its title there.")
    state: ShortLine | None = Described(None, description="Its state, as the system calls it; seen now.")

    model_config = ConfigDict(json_schema_extra={"examples": [_TICKET]})


class TicketLinkPatch(Given):
    """What is to change; what is left out stays. A state that is sent was seen now, also where it is the same."""

    url: WebAddress | None | MISSING = MISSING
    title: ShortText | None | MISSING = MISSING
    state: ShortLine | None | MISSING = MISSING

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "resolved"}]})


class TicketSubject(Shown):
    """What a ticket is linked to: a problem, a solution or a validation."""

    kind: LinkedKind
    id: UUID


class TicketLinkLine(NounLine):
    """A ticket link as lists show it."""

    subject: TicketSubject
    problem: ProblemRef = Described(description="What is linked, or what that is about.")
    system: str
    key: str
    url: str | None
    title: str | None
    state: str | None = Described(description="The last that is known, as the system calls it.")
    state_seen_at: datetime | None = Described(description="When the state was last seen there.")
    made_by: MemberRef
    through: MemberRef | None = Described(
        description="The service account that made it on that member's behalf, if one did."
    )


class TicketLinkShown(TicketLinkLine, Noun):
    """That a problem, a solution or a validation has to do with a ticket of another system."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-01-31T09:00:00.000000Z",
                    "updated_at": "2026-01-31T09:00:00.000000Z",
                    "subject": {"kind": "problem", "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b"},
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    **_TICKET,
                    "state_seen_at": "2026-01-31T09:00:00.000000Z",
                    "made_by": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    "through": None,
                    "allowed_actions": ["change_ticket_link", "remove_ticket_link"],
                }
            ]
        }
    )


class TicketLinkPage(Shown):
    """A page of ticket links."""

    items: list[TicketLinkLine]
    next_cursor: str | None
