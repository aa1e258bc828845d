"""The feed over HTTP: pages from which a reader goes on for ever, without a gap."""

from typing import Any

import orjson
from fastapi import Response
from pydantic import Field

from app.domain.errors import Fault, Invalid
from app.domain.vocabulary import FeedOrder, FeedStart
from app.http.queries import Query
from app.http.requests import Reads
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

    def filters(self) -> dict[str, Any]:
        """Without where to begin: a cursor goes on from any beginning."""
        return {name: value for name, value in super().filters().items() if name not in ("from_", "order_")}

    def order(self) -> str:
        return self.order_


async def feed(reads: Reads, query: FeedQuery) -> Response:
    """A page. Forward, `next_cursor` is always there: after the last event shown, or where the reader stood."""
    newest = query.order() == FeedOrder.newest
    if query.from_ is not None and newest:
        raise Invalid("What comes after now is read forward.", Fault("Leave it out.", parameter="order", place="query"))
    filters = query.filters()
    cursors, binding = reads.house.cursors, _binding(reads, filters, query.order())
    if query.from_ is not None and query.cursor is None:
        last = await reads.row(page(frozenset(), newest=True, after=False), limit=1)
        return reads.items("[]", cursors.seal(_place(last) or BEGINNING, binding))
    begun = None if query.cursor is None else tuple(cursors.open(query.cursor, binding))
    values = query.parameters() | {"limit": query.limit}
    if begun is not None:
        values |= zip(("xid", "position"), begun, strict=True)
    record = await reads.row(page(frozenset(filters), newest=newest, after=begun is not None), **values)
    following = _place(record) or begun or BEGINNING
    if newest and not record["more"]:
        return reads.items(record["body"], None)
    return reads.items(record["body"], cursors.seal(following, binding))


def _binding(reads: Reads, filters: dict[str, Any], order: str) -> bytes:
    """A place means something only on the server that gave it: the epoch is a part of what a cursor fits."""
    given = {name: filters[name] for name in sorted(filters)}
    return orjson.dumps([str(reads.caller.member_id), "events", given, order, str(reads.house.epoch)])


def _place(record: Any) -> tuple[str, int] | None:
    return None if record["xid"] is None else (record["xid"], record["position"])
