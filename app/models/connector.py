"""A configured ticket system, and what became of its tickets here."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.core.columns import DOCUMENT, Inside, Row, inside, words
from app.core.text import Line, ShortLine
from app.domain.vocabulary import (
    ClosureReason,
    ConnectorKind,
    ConnectorState,
    ProblemState,
    Severity,
    TicketUse,
)
from app.models.schema import CommunityRef, Given, MemberRef, Noun, NounLine, ProblemRef, Shown


class Connector(Inside, table=True):
    """`secret` is sealed by a key that is not in the database. `mark` is how far its tickets have been read; `brought`
    names those after it that were read already, since their page was broken off. Before `resume_at` its system wants to
    be left alone."""

    __table_args__ = (inside(), UniqueConstraint("system"))

    kind: ConnectorKind = Field(sa_type=words(ConnectorKind))
    system: str
    name: str
    config: dict[str, Any] = Field(sa_type=DOCUMENT)
    secret: bytes = Field(sa_type=LargeBinary)
    rules: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    severities: dict[str, str] = Field(sa_type=DOCUMENT)
    closures: dict[str, str] = Field(sa_type=DOCUMENT)
    states: dict[str, str] = Field(sa_type=DOCUMENT)
    poll_seconds: int
    member_id: UUID = Field(foreign_key="member.id")
    accepted_at: datetime | None = None
    accepted_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    paused_at: datetime | None = None
    paused_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    mark: str | None = None
    brought: list[str] | None = Field(default=None, sa_type=DOCUMENT)
    resume_at: datetime | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    last_error: str | None = None


class ConnectedTicket(Row, table=True):
    """A ticket that a connector has seen: what it became, and what both sides last said of its state."""

    __tablename__ = "connected_ticket"
    __table_args__ = (
        inside(),
        UniqueConstraint("connector_id", "key"),
        Index("ix_connected_ticket_connector_id_updated_at_id", "connector_id", "updated_at", "id"),
    )

    community_id: UUID
    open: bool
    connector_id: UUID = Field(foreign_key="connector.id")
    key: str
    url: str
    title: str
    use: TicketUse = Field(sa_type=words(TicketUse))
    problem_id: UUID | None = Field(default=None, foreign_key="problem.id", index=True)
    seen_version: str
    state: str
    state_sent: str | None = None
    remark_mark: str | None = None
    gone_at: datetime | None = None
    created_at: datetime
    updated_at: datetime


class SentRemark(Row, table=True):
    """What we wrote into a ticket, by which `token` a repeat is known, so that no echo of it comes back."""

    __tablename__ = "sent_remark"
    __table_args__ = (UniqueConstraint("ticket_id", "token"), UniqueConstraint("ticket_id", "remark"))

    ticket_id: UUID = Field(foreign_key="connected_ticket.id")
    token: str
    remark: str
    sent_at: datetime


def _naming_no_other(closures: dict[str, ClosureReason]) -> dict[str, ClosureReason]:
    if ClosureReason.duplicate in closures.values():
        raise ValueError("a duplicate names the problem that it repeats, which no state does: choose another reason")
    return closures


System = Annotated[str, Described(max_length=40, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Config = Annotated[
    dict[str, Any],
    Described(
        max_length=20,
        description="Where the system is and what of it: `docs/integrations.md` names what each kind asks for.",
    ),
]
Severities = Annotated[dict[ShortLine, Severity], Described(max_length=50)]
Closures = Annotated[dict[ShortLine, ClosureReason], Described(max_length=50), AfterValidator(_naming_no_other)]
States = Annotated[dict[ProblemState, ShortLine], Described(max_length=3)]
Secret = Annotated[
    dict[str, Any],
    Described(
        max_length=20,
        description="What its API is used with, and its webhooks are signed with. Kept sealed and never shown again.",
    ),
]
PollSeconds = Annotated[int, Described(ge=10, le=86_400)]


class TicketRuleIn(Given):
    """Which tickets become problems: all that is said holds. What is left out is any."""

    queue: ShortLine | None = Described(None, description="Queue, project or repository.")
    label: ShortLine | None = None
    severity: ShortLine | None = Described(None, description="As the ticket system calls it.")


Rules = Annotated[list[TicketRuleIn], Described(max_length=50)]

_CONNECTOR: dict[str, Any] = {
    "kind": "request_tracker",
    "system": "rt",
    "name": "Request Tracker of the service desk",
    "config": {"base_url": "https://rt.example.org", "queues": ["network"]},
    "rules": [{"queue": "network", "label": None, "severity": None}],
    "severities": {"80": "critical"},
    "closures": {"rejected": "out_of_scope"},
    "states": {"solved": "resolved"},
    "poll_seconds": 60,
}
_COMMUNITY: dict[str, Any] = {
    "id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
    "slug": "network",
    "name": "Network professionals",
}
_SERVICE: dict[str, Any] = {
    "id": "0197a1b2-00aa-7e5f-8a9b-0c1d2e3f4a5b",
    "name": "Tickets",
    "kind": "service",
}
_AT = "2026-01-31T09:00:00.000000Z"


class ConnectorIn(Given):
    """A ticket system to connect with a community, which accepts it before anything flows."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _CONNECTOR
                | {"secret": {"token": "1-23-abcdef"}, "community_id": _COMMUNITY["id"], "member_id": _SERVICE["id"]},
            ]
        }
    )

    kind: ConnectorKind
    system: System = Described(
        description="What its tickets are known by here, in links and references; fixed, one in the organization."
    )
    name: Line
    config: Config
    secret: Secret
    community_id: UUID = Described(description="The community it serves. Fixed.")
    member_id: UUID = Described(
        description="The service account that it acts by: a member of the community, above observer."
    )
    rules: Rules = Described(
        [], description="Which tickets become problems: those that one of them fits. None: only those linked by hand."
    )
    severities: Severities = Described({}, description="Their severity to ours; others are `moderate`.")
    closures: Closures = Described(
        {}, description="Their state to the reason with which the problem that the ticket began is closed."
    )
    states: States = Described({}, description="Our state to theirs: what a ticket is set to when its problem changes.")
    poll_seconds: PollSeconds = Described(60, description="How often it is asked what has changed.")


class ConnectorPatch(Given):
    """What is to change. New rules are accepted anew by the community before anything flows."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"poll_seconds": 300}]})

    name: Line | MISSING = MISSING
    config: Config | MISSING = MISSING
    secret: Secret | MISSING = MISSING
    member_id: UUID | MISSING = MISSING
    rules: Rules | MISSING = MISSING
    severities: Severities | MISSING = MISSING
    closures: Closures | MISSING = MISSING
    states: States | MISSING = MISSING
    poll_seconds: PollSeconds | MISSING = MISSING


class ConnectorHealth(Shown):
    """How it goes: when it was last asked, and what went wrong last."""

    polled_at: datetime | None = Described(description="When it was last asked what has changed.")
    succeeded_at: datetime | None = Described(description="When that last went well.")
    failed_at: datetime | None = Described(
        description="When it last went wrong; it works where `succeeded_at` is later."
    )
    last_error: str | None = Described(description="What the ticket system or the way to it last refused.")


class TicketRule(Shown):
    """Which tickets become problems; what is null is any."""

    queue: str | None = Described(description="Queue, project or repository.")
    label: str | None
    severity: str | None = Described(description="As the ticket system calls it.")


class ConnectorLine(NounLine):
    """A connector as lists show it."""

    kind: ConnectorKind
    system: str = Described(description="What its tickets are known by here, in links and references.")
    name: str
    state: ConnectorState
    community: CommunityRef | None = Described(description="Null for a community that you may not see.")
    health: ConnectorHealth


class ConnectorShown(ConnectorLine, Noun):
    """A ticket system connected with a community."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-bbbb-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": _AT,
                    "updated_at": _AT,
                    **_CONNECTOR,
                    "state": "active",
                    "community": _COMMUNITY,
                    "health": {"polled_at": _AT, "succeeded_at": _AT, "failed_at": None, "last_error": None},
                    "member": _SERVICE,
                    "accepted_by": {
                        "id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b",
                        "name": "Ann Meier",
                        "kind": "person",
                    },
                    "accepted_at": _AT,
                    "paused_by": None,
                    "paused_at": None,
                    "allowed_actions": ["change_connector", "pause_connector"],
                }
            ]
        }
    )

    member: MemberRef = Described(description="The service account that it acts by.")
    config: dict[str, Any] = Described(description="Where the system is and what of it, by its kind.")
    rules: list[TicketRule] = Described(description="Which tickets become problems: those that one of them fits.")
    severities: dict[str, Severity] = Described(description="Their severity to ours; others are `moderate`.")
    closures: dict[str, ClosureReason] = Described(description="Their state to the reason a problem is closed with.")
    states: dict[str, str] = Described(description="Our state to theirs: what a ticket is set to.")
    poll_seconds: int = Described(description="How often it is asked what has changed.")
    accepted_by: MemberRef | None
    accepted_at: datetime | None
    paused_by: MemberRef | None
    paused_at: datetime | None


class ConnectorPage(Shown):
    """A page of connectors."""

    items: list[ConnectorLine]
    next_cursor: str | None


class ConnectedTicketShown(Shown):
    """A ticket that a connector has seen, and what became of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-eeee-7e5f-8a9b-0c1d2e3f4a5b",
                    "key": "4711",
                    "url": "https://rt.example.org/Ticket/Display.html?id=4711",
                    "title": "No VPN in the meeting rooms",
                    "use": "problem",
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    "state": "open",
                    "expected_state": None,
                    "differs": False,
                    "gone_at": None,
                    "created_at": _AT,
                    "updated_at": _AT,
                }
            ]
        }
    )

    id: UUID
    key: str = Described(description="What it is called there.")
    url: str = Described(description="Where it is read there.")
    title: str
    use: TicketUse
    problem: ProblemRef | None = Described(description="What it became, is a mark on, or is linked to.")
    state: str = Described(description="What the ticket system last said.")
    expected_state: str | None = Described(
        description="What the ticket would be by the state of its problem; null where the mapping says nothing."
    )
    differs: bool = Described(description="Whether both sides say different things: each one's own holds at home.")
    gone_at: datetime | None = Described(description="Since when the ticket system knows it no more.")
    created_at: datetime
    updated_at: datetime


class ConnectedTicketPage(Shown):
    """A page of the tickets of a connector."""

    items: list[ConnectedTicketShown]
    next_cursor: str | None


class DeliveryTaken(Shown):
    """That a delivery was understood."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tickets": 1}]})

    tickets: int = Described(description="Of how many tickets it speaks; they are looked at anew.")
