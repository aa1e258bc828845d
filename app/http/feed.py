"""The feed over HTTP: pages from which a reader goes on for ever, without a gap; and the same as a stream."""

from typing import Any
from uuid import UUID

import orjson
from fastapi import Response
from pydantic import Field

from app.domain.errors import CursorMismatch, Fault, Invalid
from app.domain.vocabulary import FeedOrder, FeedStart
from app.http.accepting import asks_for_stream
from app.http.house import House
from app.http.queries import Query
from app.http.requests import Following, Reads
from app.http.streams import EventStream, Place
from app.queries.events import BEGINNING, page


class FeedQuery(Query):
    """Subclasses add filters."""

    from_: FeedStart | None = Field(
        None, alias="from", description="`now`: an empty page, and the cursor from which whatever comes is read."
    )
    order_: FeedOrder = Field(
        FeedOrder.oldest,
        alias="order",
        description="Forward from the first event you may read, or backward from the last.",
    )
    ticket: str | None = Field(
        None,
        max_length=1000,
        pattern=r"^as_[\w.-]+$",
        description="Opens a stream in the place of an access token, for who can send no header: `POST "
        "/api/v1/events/tickets` gives it.",
    )

    def filters(self) -> dict[str, Any]:
        """Without where to begin: a cursor goes on from any beginning."""
        return {name: value for name, value in super().filters().items() if name not in _WHERE_AND_WHO}

    def order(self) -> str:
        return self.order_


_WHERE_AND_WHO = frozenset({"from_", "order_", "ticket"})


async def feed(reads: Following, query: FeedQuery) -> Response:
    """A page, or a stream where that is asked for."""
    if query.from_ is not None and query.order() == FeedOrder.newest:
        raise Invalid("What comes after now is read forward.", Fault("Leave it out.", parameter="order", place="query"))
    if asks_for_stream(reads.request.scope):
        return await _stream(reads, query)
    response = await _page(reads, query)
    response.raw_headers.append((b"vary", b"Accept"))
    return response


async def _page(reads: Reads, query: FeedQuery) -> Response:
    """Forward, `next_cursor` is always there: after the last event shown, or where the reader stood."""
    newest = query.order() == FeedOrder.newest
    filters = query.filters()
    cursors, binding = reads.house.cursors, _binding(reads.house, reads.caller.member_id, filters, query.order())
    if query.from_ is not None and query.cursor is None:
        return reads.items("[]", cursors.seal(await _end(reads), binding))
    begun = None if query.cursor is None else tuple(cursors.open(query.cursor, binding))
    values = query.parameters() | {"limit": query.limit}
    if begun is not None:
        values |= zip(("xid", "position"), begun, strict=True)
    record = await reads.row(page(frozenset(filters), newest=newest, after=begun is not None), **values)
    following = _place(record) or begun or BEGINNING
    if newest and not record["more"]:
        return reads.items(record["body"], None)
    return reads.items(record["body"], cursors.seal(following, binding))


async def _stream(reads: Following, query: FeedQuery) -> Response:
    """Each message is an event; its `id` is the cursor after it, good for a page as well."""
    if query.order() == FeedOrder.newest:
        raise Invalid("A stream goes forward.", Fault("Leave it out.", parameter="order", place="query"))
    filters = query.filters()
    cursors, binding = reads.house.cursors, _binding(reads.house, reads.caller.member_id, filters, query.order())
    if reads.last_event_id:
        try:
            xid, position = cursors.open(reads.last_event_id, binding)
        except CursorMismatch as error:
            place = Fault("Send the id of a message of this stream.", parameter="Last-Event-ID", place="header")
            raise CursorMismatch(error.detail, place) from error
    elif query.cursor is not None:
        xid, position = cursors.open(query.cursor, binding)
    elif query.from_ is not None:
        xid, position = await _end(reads)
    else:
        xid, position = BEGINNING
    stream = EventStream(
        reads.house.hub,
        reads,
        page(frozenset(filters), newest=False, after=True, apart=True),
        query.parameters(),
        (xid, position),
        lambda place: cursors.seal(place, binding),
    )
    with reads.house.hub.joining(stream):
        await stream.begin()
    return stream


async def _end(reads: Reads) -> Place:
    return _place(await reads.row(page(frozenset(), newest=True, after=False), limit=1)) or BEGINNING


def place_in_feed(house: House, member_id: UUID, cursor: str) -> tuple[str, int]:
    """The place that a member's cursor of the whole feed, read forward, stands for. Raises CursorMismatch."""
    xid, position = house.cursors.open(cursor, _binding(house, member_id, {}, FeedOrder.oldest))
    return xid, position


def _binding(house: House, member_id: UUID, filters: dict[str, Any], order: str) -> bytes:
    """A place means something only on the server that gave it: the epoch is a part of what a cursor fits."""
    given = {name: filters[name] for name in sorted(filters)}
    return orjson.dumps([str(member_id), "events", given, order, str(house.epoch)])


def _place(record: Any) -> Place | None:
    return None if record["xid"] is None else (record["xid"], record["position"])
