from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._following import AsyncFeed, Feed
from alliance_client._listing import AsyncListing, Listing

from ...models.audit_event import AuditEvent
from ...models.audit_event_page import AuditEventPage
from ...models.event import Event
from ...models.event_kind import EventKind
from ...models.event_page import EventPage
from ...models.feed_order import FeedOrder
from ...models.feed_start import FeedStart
from ...models.stream_ticket import StreamTicket
from . import issue_stream_ticket, list_audit_events, list_events


class EventsOperations(Asking):
    def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        from_: FeedStart | None = None,
        order: FeedOrder | None = None,
        community: Sequence[str] | None = None,
        subject: Sequence[UUID | str] | None = None,
        kind: Sequence[EventKind] | None = None,
        if_none_match: EventPage | None = None,
    ) -> Feed[Event, EventPage]:
        """Read the feed of events

        Forward from the first event that you may read, in the order of changes. Keep `next_cursor`, which is always
        there, and ask again with it: no event is ever left out or told twice, however many write at the same time.
        `from=now` gives the cursor at the end; `order=newest` pages backward. A cursor of another server is refused
        with `cursor_mismatch`: begin again.

        `follow()` of what you get goes on as things happen.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            from_: Where the feed is begun, other than at its first event.
            order: Which way the feed is read.
            community: Only of these communities, by id or slug.
            subject: About one of these things.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._feed(
            list_events.request(
                limit=limit,
                cursor=cursor,
                from_=from_,
                order=order,
                community=community,
                subject=subject,
                kind=kind,
                if_none_match=if_none_match,
            ),
            Event.from_dict,
        )

    def issue_stream_ticket(
        self,
    ) -> StreamTicket:
        """Get a ticket for a stream of events

        For a browser, whose `EventSource` sends no header: open `/api/v1/events?ticket=…` with it within a minute. It
        is good for streams alone; a stream opened with it ends when the access token of this request would. The
        ticket is a secret, so the operation takes no Idempotency-Key."""
        return self._ask(issue_stream_ticket.request())

    def list_audit_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        actor: Sequence[UUID | str] | None = None,
        subject: Sequence[UUID | str] | None = None,
        kind: Sequence[EventKind] | None = None,
        if_none_match: AuditEventPage | None = None,
    ) -> Listing[AuditEvent, AuditEventPage]:
        """List what administrators did

        For administrators: who did what to whom, and when, newest first. Members made, changed (roles included),
        invited, deactivated and reactivated; sites, components, releases and objectives; jobs tried again. Nothing of
        a community's inside.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            actor: Done by one of these members.
            subject: Done to one of these things.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_audit_events.request(
                limit=limit,
                cursor=cursor,
                actor=actor,
                subject=subject,
                kind=kind,
                if_none_match=if_none_match,
            )
        )


class AsyncEventsOperations(AsyncAsking):
    def list_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        from_: FeedStart | None = None,
        order: FeedOrder | None = None,
        community: Sequence[str] | None = None,
        subject: Sequence[UUID | str] | None = None,
        kind: Sequence[EventKind] | None = None,
        if_none_match: EventPage | None = None,
    ) -> AsyncFeed[Event, EventPage]:
        """Read the feed of events

        Forward from the first event that you may read, in the order of changes. Keep `next_cursor`, which is always
        there, and ask again with it: no event is ever left out or told twice, however many write at the same time.
        `from=now` gives the cursor at the end; `order=newest` pages backward. A cursor of another server is refused
        with `cursor_mismatch`: begin again.

        `follow()` of what you get goes on as things happen.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            from_: Where the feed is begun, other than at its first event.
            order: Which way the feed is read.
            community: Only of these communities, by id or slug.
            subject: About one of these things.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._feed(
            list_events.request(
                limit=limit,
                cursor=cursor,
                from_=from_,
                order=order,
                community=community,
                subject=subject,
                kind=kind,
                if_none_match=if_none_match,
            ),
            Event.from_dict,
        )

    async def issue_stream_ticket(
        self,
    ) -> StreamTicket:
        """Get a ticket for a stream of events

        For a browser, whose `EventSource` sends no header: open `/api/v1/events?ticket=…` with it within a minute. It
        is good for streams alone; a stream opened with it ends when the access token of this request would. The
        ticket is a secret, so the operation takes no Idempotency-Key."""
        return await self._ask(issue_stream_ticket.request())

    def list_audit_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        actor: Sequence[UUID | str] | None = None,
        subject: Sequence[UUID | str] | None = None,
        kind: Sequence[EventKind] | None = None,
        if_none_match: AuditEventPage | None = None,
    ) -> AsyncListing[AuditEvent, AuditEventPage]:
        """List what administrators did

        For administrators: who did what to whom, and when, newest first. Members made, changed (roles included),
        invited, deactivated and reactivated; sites, components, releases and objectives; jobs tried again. Nothing of
        a community's inside.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            actor: Done by one of these members.
            subject: Done to one of these things.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_audit_events.request(
                limit=limit,
                cursor=cursor,
                actor=actor,
                subject=subject,
                kind=kind,
                if_none_match=if_none_match,
            )
        )
