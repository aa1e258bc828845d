"""Where a member wants to be told of events, and what became of telling it (Standard Webhooks)."""

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import ARRAY, BigInteger, Index, LargeBinary, Uuid, text
from sqlmodel import Field

from app.core.columns import TEXTS, Row, words
from app.core.columns import Noun as NounRow
from app.core.text import ShortLine, Summary
from app.domain.vocabulary import DeliveryState, TryOutcome, WebhookState
from app.models.event import EventShown, TransactionId
from app.models.schema import Given, Noun, NounLine, Shown, each_once


class Webhook(NounRow, table=True):
    """`begins_xid` and `begins_position`: the place in the feed after which it is told of events, as far as it has
    come while it is not `sending`. While it is, the feed's own consumer tells it. `failing_since`: since when nothing
    but failures has come of it; `resume_at`: before which nothing is tried."""

    __table_args__ = (
        Index("ix_webhook_owner_id", "owner_id", postgresql_where=text("removed_at IS NULL")),
        Index("ix_webhook_sending", "id", postgresql_where=text("state = 'sending' AND removed_at IS NULL")),
    )

    owner_id: UUID = Field(foreign_key="member.id")
    url: str
    kinds: list[str] = Field(sa_type=TEXTS)
    community_ids: list[UUID] = Field(sa_type=ARRAY(Uuid()))
    description: str
    secret: bytes = Field(sa_type=LargeBinary)
    previous_secret: bytes | None = Field(default=None, sa_type=LargeBinary)
    previous_secret_until: datetime | None = None
    state: WebhookState = Field(default=WebhookState.sending, sa_type=words(WebhookState))
    begins_xid: str = Field(sa_type=TransactionId)
    begins_position: int = Field(sa_type=BigInteger)
    failing_since: datetime | None = None
    failures: int = 0
    resume_at: datetime | None = None
    removed_at: datetime | None = None


class WebhookDelivery(Row, table=True):
    """One event to be told to one webhook; `event_id` is null for a test (events are never removed). What is sent is
    made of the event when it is sent, by what the owner may read then; nothing of it is kept here."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("ix_webhook_delivery_webhook_id_created_at_id", "webhook_id", "created_at", "id"),
        Index("ix_webhook_delivery_webhook_id_state_created_at_id", "webhook_id", "state", "created_at", "id"),
        Index(
            "ix_webhook_delivery_webhook_id_subject_id_created_at_id", "webhook_id", "subject_id", "created_at", "id"
        ),
        Index("ix_webhook_delivery_created_at", "created_at"),
    )

    webhook_id: UUID = Field(foreign_key="webhook.id")
    event_id: UUID | None = None
    kind: str
    subject_id: UUID
    state: DeliveryState = Field(default=DeliveryState.waiting, sa_type=words(DeliveryState))
    tries: int = 0
    created_at: datetime
    ended_at: datetime | None = None


class WebhookTry(Row, table=True):
    __tablename__ = "webhook_try"
    __table_args__ = (
        Index("ix_webhook_try_delivery_id_at", "delivery_id", "at"),
        Index("ix_webhook_try_at", "at"),
    )

    delivery_id: UUID = Field(foreign_key="webhook_delivery.id")
    at: datetime
    milliseconds: int = Described(description="How long the answer took, or the wait for it.")
    outcome: TryOutcome = Field(sa_type=words(TryOutcome))
    status: int | None = None
    answer: str


def _address(given: str) -> str:
    """Whether the host may be sent to is asked when something is sent: what a name stands for may change."""
    if not given.isascii() or not given.isprintable() or " " in given:
        raise ValueError("holds what an address may not hold: percent-encode it")
    try:
        parts = urlsplit(given)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ValueError("is no address: write it like https://example.org/hook")
    if parts.username is not None or parts.password is not None or "#" in given:
        raise ValueError("has a user or a fragment: leave it out")
    return given


Address = Annotated[
    str,
    Described(
        min_length=10,
        max_length=2_000,
        description="Where it is sent: `https://…`, or `http://…` inside. To addresses inside the organization's "
        "networks only as far as a setting allows it; nothing is redirected.",
        json_schema_extra={"format": "uri"},
    ),
    AfterValidator(_address),
]
Kinds = Annotated[
    list[ShortLine],
    Described(
        max_length=100,
        description="Only events of these kinds; every kind where there is none here.",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(each_once),
]
CommunityIds = Annotated[
    list[UUID],
    Described(
        max_length=100,
        description="Only events of these communities; of all that you may read where there is none here.",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(each_once),
]
_ID, _OWNER_ID = "019a4cb1-0000-7e0f-a1b2-c3d4e5f6a7b8", "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b"
_AT = "2026-11-02T08:00:00.000000Z"
_SOLUTION_ID, _PROBLEM_ID = "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b"
_COMMUNITY_ID, _EVENT_ID = "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b", "019a4cb1-8c9d-7e0f-a1b2-c3d4e5f6a7b8"
_WORDS: dict[str, Any] = {
    "url": "https://hooks.example.org/alliance",
    "kinds": ["solution.status_changed"],
    "community_ids": [_COMMUNITY_ID],
    "description": "Tells the service desk what is validated.",
}
_EVENT: dict[str, Any] = {
    "id": _EVENT_ID,
    "kind": "solution.status_changed",
    "subject": {"kind": "solution", "id": _SOLUTION_ID},
    "actor": {"id": _OWNER_ID, "name": "Ann Meier", "kind": "person"},
    "through": None,
    "at": _AT,
    "community_id": _COMMUNITY_ID,
    "data": {"status": "validated", "previous": "proposed", "process_version": 1, "problem_id": _PROBLEM_ID},
}


class WebhookIn(Given):
    """Where you want to be told, and of what."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WORDS]})

    url: Address
    kinds: Kinds = []
    community_ids: CommunityIds = []
    description: Summary = ""


class WebhookPatch(Given):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kinds": []}]})

    url: Address | MISSING = MISSING
    kinds: Kinds | MISSING = MISSING
    community_ids: CommunityIds | MISSING = MISSING
    description: Summary | MISSING = MISSING


_LINE: dict[str, Any] = {
    "id": _ID,
    "version": 1,
    "created_at": _AT,
    "updated_at": _AT,
    **_WORDS,
    "state": "sending",
    "failing_since": None,
    "resumes_at": None,
    "waiting_count": 0,
}
_SHOWN = {
    **_LINE,
    "previous_secret_until": None,
    "allowed_actions": [
        "change_webhook",
        "remove_webhook",
        "pause_webhook",
        "rotate_webhook_secret",
        "test_webhook",
        "replay_webhook",
        "redeliver",
    ],
}


class WebhookLine(NounLine):
    """A webhook as lists show it."""

    url: str
    kinds: list[str]
    community_ids: list[UUID]
    description: str
    state: WebhookState
    failing_since: datetime | None = Described(description="Since when nothing but failures has come of it.")
    resumes_at: datetime | None = Described(description="Before which nothing is tried, since it failed or asked so.")
    waiting_count: int = Described(description="Deliveries that are still to be made.")


class WebhookShown(WebhookLine, Noun):
    """Where one of your programs is told of events. Only you see it; it tells what you may read when it is sent."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    previous_secret_until: datetime | None = Described(
        description="Until then both the secret and the one before it sign."
    )


class WebhookMadeShown(WebhookShown):
    """A webhook with its secret."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_SHOWN, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]}
    )

    secret: str = Described(description="Shown this once: by it what is sent is known to come from here.")


class WebhookPage(Shown):
    """A page of webhooks."""

    items: list[WebhookLine]
    next_cursor: str | None


class ReplayIn(Given):
    """From where on events are to be sent again."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"from": "q8Jc0mX5n1…"}]}, validate_by_alias=True, validate_by_name=False
    )

    from_: str = Described(
        alias="from",
        min_length=1,
        max_length=2_000,
        description="A `next_cursor` of yours from `GET /events`, read forward and without filters: what came after it "
        "is sent.",
    )


class DeliveryTryShown(Shown):
    """One try to deliver."""

    at: datetime
    milliseconds: int
    outcome: TryOutcome
    status: int | None = Described(description="Null where no answer came.")
    answer: str = Described(description="The first 1,000 characters of what was answered.")


class DeliveryLine(Shown):
    """A delivery as lists show it."""

    id: UUID
    event_id: UUID | None = Described(description="Null for a test.")
    kind: str = Described(description="The event's, or `webhook.test`. Take kinds that you do not know.")
    subject_id: UUID = Described(description="What the event is about; of a test, the webhook.")
    state: DeliveryState
    created_at: datetime
    ended_at: datetime | None = Described(description="When it was delivered, given up or withheld.")
    tries: list[DeliveryTryShown] = Described(description="The last ten, the newest first.")


class DeliveryShown(DeliveryLine):
    """An event that is sent to a webhook, or was."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a4cb2-0000-7e0f-a1b2-c3d4e5f6a7b8",
                    "event_id": _EVENT_ID,
                    "kind": "solution.status_changed",
                    "subject_id": _SOLUTION_ID,
                    "state": "delivered",
                    "created_at": _AT,
                    "ended_at": _AT,
                    "tries": [{"at": _AT, "milliseconds": 34, "outcome": "delivered", "status": 204, "answer": ""}],
                    "event": _EVENT,
                }
            ]
        }
    )

    event: EventShown | None = Described(
        description="What is sent as `data`, as you may read it now; null for a test, and where you may no longer."
    )


class DeliveryPage(Shown):
    """A page of deliveries, kept for thirty days."""

    items: list[DeliveryLine]
    next_cursor: str | None


class NotificationShown(Shown):
    """What is sent to a webhook."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"type": "solution.status_changed", "timestamp": _AT, "data": _EVENT}]},
        defer_build=False,
    )

    type: str = Described(description="The event's kind, or `webhook.test`. Take kinds that you do not know.")
    timestamp: datetime = Described(description="When it happened.")
    data: EventShown
