"""What happened: every change, in the order of changes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlalchemy import BigInteger, Column, Index, text
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field

from app.core.columns import DOCUMENT, Row, inside, words
from app.domain.vocabulary import SubjectKind
from app.models.schema import MemberRef, Shown

_DEEDS = "kind IN ({})".format(
    ", ".join(
        f"'{kind}'"
        for kind in (
            "component.changed",
            "component.made",
            "component.reinstated",
            "component.retired",
            "job.retried",
            "member.added",
            "member.changed",
            "member.deactivated",
            "member.invited",
            "member.reactivated",
            "objective.changed",
            "objective.reinstated",
            "objective.retired",
            "objective.set",
            "release.added",
            "release.changed",
            "site.changed",
            "site.made",
            "site.reinstated",
            "site.retired",
        )
    )
)
_TOKENS = "kind IN ('member.token_made', 'member.token_revoked') AND actor_id <> subject_id"
AUDITED = f"({_DEEDS} OR {_TOKENS})"
"""What administrators do (and sponsors, to objectives) to what belongs to no community, as a predicate; of tokens,
those that they make or revoke for others."""


class TransactionId(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class Event(Row, table=True):
    """`xid` and `position` are given by the database: a reader reads up to the oldest transaction still open, so an
    event never appears before a reader's place. `open` is true for what every member may read; `community_id` is
    null outside communities; `personal` events (sign-ins, invitations, jobs tried again) stand outside the feed."""

    __table_args__ = (
        inside(),
        Index("ix_event_open_xid_position", "xid", "position", postgresql_where=text("open AND NOT personal")),
        Index("ix_event_closed_xid_position", "xid", "position", postgresql_where=text("NOT open AND NOT personal")),
        Index("ix_event_community_id_xid_position", "community_id", "xid", "position"),
        Index("ix_event_subject_id_xid_position", "subject_id", "xid", "position"),
        Index("ix_event_audited_position", "position", postgresql_where=text(AUDITED)),
    )

    xid: str | None = Field(
        default=None, sa_column=Column(TransactionId, server_default=text("pg_current_xact_id()"), nullable=False)
    )
    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, server_default=text("nextval('event_position_seq')"), nullable=False)
    )
    kind: str
    subject_kind: SubjectKind = Field(sa_type=words(SubjectKind))
    subject_id: UUID
    actor_id: UUID | None = Field(default=None, foreign_key="member.id")
    through_id: UUID | None = Field(default=None, foreign_key="member.id")
    at: datetime
    community_id: UUID | None = None
    open: bool
    personal: bool = False
    data: dict[str, Any] = Field(sa_type=DOCUMENT)


class Subject(Shown):
    """What an event is about."""

    kind: SubjectKind
    id: UUID


EVENT_EXAMPLE: dict[str, Any] = {
    "id": "019a4cb1-8c9d-7e0f-a1b2-c3d4e5f6a7b8",
    "kind": "problem.posted",
    "subject": {"kind": "problem", "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b"},
    "actor": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
    "through": None,
    "at": "2026-11-02T08:00:00.000000Z",
    "community_id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
    "data": {"number": 42, "severity": "high", "form": "structured", "parent_id": None},
}


class EventShown(Shown):
    """Something that happened. `data` holds ids, states, versions, counts and names of changed fields, by kind."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_EXAMPLE]})

    id: UUID
    kind: str = Described(description="`noun.past_participle`. Take kinds that you do not know.")
    subject: Subject
    actor: MemberRef | None = Described(description="Null where nobody did it: time alone, say.")
    through: MemberRef | None = Described(
        description="The service account that did it on the actor's behalf, if one did."
    )
    at: datetime
    community_id: UUID | None = Described(description="Null for what belongs to no community.")
    data: dict[str, Any] = Described(description="By its kind: `EventKind` says what each may hold.")


class AuditEventShown(Shown):
    """What somebody did to a member, a site, the catalogue, an objective or a job: who, to what, when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-ffff-7e5f-8a9b-0c1d2e3f4a5b",
                    "kind": "member.deactivated",
                    "subject": {"kind": "member", "id": "0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b"},
                    "actor": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    "at": "2026-11-02T08:00:00.000000Z",
                    "data": {},
                }
            ]
        }
    )

    id: UUID
    kind: str = Described(description="`noun.past_participle`. Take kinds that you do not know.")
    subject: Subject
    actor: MemberRef | None = Described(description="Null where the program itself did it, at its first start say.")
    at: datetime
    data: dict[str, Any] = Described(description="Ids, states, names of changed fields; never a text somebody wrote.")


class AuditEventPage(Shown):
    """A page of what administrators did."""

    items: list[AuditEventShown]
    next_cursor: str | None


class StreamTicketShown(Shown):
    """What opens a stream of events in the place of an access token."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ticket": "as_c3RyZWFtLXRpY2tldC1vZi1hbi1leGFtcGxlLW5vdC1nb29kLWZvci1hbnl0aGluZy1hdC1hbGwtaGVyZQ",
                    "expires_at": "2026-11-02T08:01:00.000000Z",
                }
            ]
        }
    )

    ticket: str = Described(description="Good for a minute, for streams of events alone.")
    expires_at: datetime


class EventPage(Shown):
    """A page of the feed."""

    items: list[EventShown]
    next_cursor: str | None = Described(
        description="Forward it is always there: the place to go on from, also after an empty page."
    )
