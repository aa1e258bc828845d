"""Events: what happened, in the order of changes."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.auth.scopes import Scope
from app.domain.errors import CursorMismatch, Forbidden, TooManyStreams
from app.events.kinds import EventKind
from app.http.door import Door
from app.http.feed import FeedQuery, feed
from app.http.queries import CommunityFilter, Query
from app.http.requests import Following, Reads, following, reading, secret
from app.models.event import AuditEventPage, EventPage, StreamTicketShown
from app.queries import audit

router = Door("events")


class EventsQuery(FeedQuery):
    community: CommunityFilter = None
    subject: list[UUID] | None = Field(None, description="About one of these things.", max_length=50)
    kind: list[EventKind] | None = Field(None, description="Of one of these kinds.", max_length=100)


@router.read("/events", EventPage, CursorMismatch, TooManyStreams, streams=True)
async def list_events(
    query: Annotated[EventsQuery, InQuery()], reads: Annotated[Following, following(Scope.events_read)]
) -> Response:
    """Read the feed of events.

    Forward from the first event that you may read, in the order of changes. Keep `next_cursor`, which is always there,
    and ask again with it: no event is ever left out or told twice, however many write at the same time. `from=now`
    gives the cursor at the end; `order=newest` pages backward. A cursor of another server is refused with
    `cursor_mismatch`: begin again.

    With `Accept: text/event-stream` it goes on by itself, as server-sent events: each message is an event as it stands
    in a page, its `id` the cursor after it. Who comes back with `Last-Event-ID` (browsers do) misses nothing. The
    stream ends with the sign-in or the access token; what one may read no longer stops at once."""
    return await feed(reads, query)


@router.post("/events/tickets", StreamTicketShown, status=200, keyed=False)
async def issue_stream_ticket(reads: Annotated[Reads, reading(Scope.events_read)]) -> Response:
    """Get a ticket for a stream of events.

    For a browser, whose `EventSource` sends no header: open `/api/v1/events?ticket=…` with it within a minute. It is
    good for streams alone; a stream opened with it ends when the access token of this request would. The ticket is a
    secret, so the operation takes no Idempotency-Key."""
    await reads.known()
    ticket, expires_at = reads.house.tickets.issue(reads.caller)
    return secret({"ticket": ticket, "expires_at": f"{expires_at:%Y-%m-%dT%H:%M:%S.%fZ}"})


class AuditEventsQuery(Query):
    default_order: ClassVar[str] = "-position"

    actor: list[UUID] | None = Field(None, description="Done by one of these members.", max_length=50)
    subject: list[UUID] | None = Field(None, description="Done to one of these things.", max_length=50)
    kind: list[EventKind] | None = Field(None, description="Of one of these kinds.", max_length=100)


@router.read("/audit-events", AuditEventPage, Forbidden)
async def list_audit_events(
    query: Annotated[AuditEventsQuery, InQuery()], reads: Annotated[Reads, reading(Scope.members_read)]
) -> Response:
    """List what administrators did.

    For administrators: who did what to whom, and when, newest first. Members made, changed (roles included), invited,
    deactivated and reactivated; sites, components, releases and objectives; jobs tried again. Nothing of a community's
    inside."""
    audit.require_audit_events(await reads.row(audit.WHO_ASKS))
    return await reads.page(audit.trail(), query)
