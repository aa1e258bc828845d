"""A stream of events (server-sent events, WHATWG HTML, 9.2): the pages of the feed, sent as they come to be.

It is a response that has no end of its own. The task of its request waits for its client to go; whatever is to be said
is said by a task of the moment, which reads a page, gives the connection to the database back, and sends. So who reads
slowly holds nothing but their own connection, and who has nothing to read costs nothing but it.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from random import randint
from typing import Any, Final

from fastapi.sse import format_sse_event
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.auth.tokens import LEEWAY_SECONDS
from app.core.extensions import CUT_OFF, EMPTY
from app.core.statements import Statement
from app.domain.errors import Unauthenticated, Unavailable
from app.http.accepting import STREAM
from app.http.hub import Hub, News
from app.http.requests import Reads
from app.queries.listing import MOST

log = logging.getLogger(__name__)

_HEARTBEAT: Final = b":\n\n"
_COMES_BACK_AFTER: Final = (2000, 5000)
"""Milliseconds after which a client comes back: not all of them at once."""
_ENDS_WITHIN_SECONDS: Final = 2.0

Place = tuple[str, int]


class EventStream(Response):
    """Of one caller, from a place on; a listener of the hub. `page` reads what comes after a place, by `values`
    besides; `seal` makes the cursor of a place."""

    def __init__(
        self,
        hub: Hub,
        reads: Reads,
        page: Statement,
        values: Mapping[str, Any],
        place: Place,
        seal: Callable[[Place], str],
    ) -> None:
        self.status_code, self.body, self.background = 200, b"", None
        self.raw_headers = [
            (b"content-type", STREAM),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            (b"vary", b"Accept"),
            (b"x-accel-buffering", b"no"),
        ]
        self.caller = reads.caller
        self.ends_at = reads.caller.expires_at.timestamp() + LEEWAY_SECONDS
        self.said_at = asyncio.get_running_loop().time()
        self.owes = False
        self._hub, self._reads, self._page, self._seal = hub, reads, page, seal
        self._values = {**values, "limit": MOST}
        self._place = place
        self._kinds = _set_of(values.get("kind"))
        self._subjects = _set_of(values.get("subject"))
        self._communities = _set_of(values.get("community_ids"))
        self._slugs = frozenset(values.get("community_slugs", ()))
        self._send: Send | None = None
        self._cut_off: Callable[[], None] | None = None
        self._opening = b""
        self._is_to_end = self._is_over = self._is_to_beat = False
        self._context = copy_context()
        self._speaking: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Reads its first page, so that who may read nothing is told so by a status. Raises Unauthenticated,
        Unavailable."""
        opening = format_sse_event(id=self._seal(self._place), retry=randint(*_COMES_BACK_AFTER))
        self._opening = opening + await self._next()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        extensions = scope.get("extensions") or {}
        self._cut_off = extensions.get(CUT_OFF)
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            if EMPTY in extensions:
                await send({"type": "http.response.body", "body": b""})
                return
            self._send = send
            self._speak()
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._is_over = True
            self._hub.part(self)

    def is_concerned_by(self, news: News) -> bool:
        return (
            (news.readers is None or self.caller.member_id in news.readers)
            and (self._communities is None or news.community_id in self._communities or news.slug in self._slugs)
            and (self._kinds is None or news.kinds is None or not self._kinds.isdisjoint(news.kinds))
            and (self._subjects is None or news.subjects is None or not self._subjects.isdisjoint(news.subjects))
        )

    def wake(self) -> None:
        self.owes = True
        self._speak()

    def beat(self) -> None:
        self._is_to_beat = True
        self._speak()

    def end(self) -> None:
        self._is_to_end = True
        self._speak()

    def _speak(self) -> None:
        if self._send is not None and self._speaking is None and not self._is_over:
            self._speaking = asyncio.create_task(self._say_all(), context=self._context)

    async def _say_all(self) -> None:
        try:
            while not self._is_over and await self._say():
                pass
        except TimeoutError:
            self._drop()
        finally:
            self._speaking = None

    async def _say(self) -> bool:
        """One thing; whether there may be another. Raises TimeoutError for who does not read."""
        if self._opening:
            opening, self._opening = self._opening, b""
            await self._write(opening)
        elif self._is_to_end:
            await self._finish()
        elif self.owes:
            try:
                told = await self._next()
            except Unauthenticated:
                self._is_to_end = True
            except Unavailable:
                self.owes = True
                return self._is_to_end
            except Exception:
                log.exception("a stream failed; its client comes back from where it was")
                self._is_to_end = True
            else:
                if told:
                    await self._write(told)
        elif self._is_to_beat:
            await self._write(_HEARTBEAT)
        else:
            return False
        return True

    async def _next(self) -> bytes:
        """What comes after its place, as messages; moves the place."""
        self.owes = False
        async with self._hub.reading():
            record = await self._reads.row(self._page, **self._values, xid=self._place[0], position=self._place[1])
        self.owes = self.owes or record["more"]
        places: Sequence[Place] = list(zip(record["xids"], record["positions"], strict=True))
        if places:
            self._place = places[-1]
        return b"".join(map(self._message, record["bodies"], places))

    def _message(self, body: str, place: Place) -> bytes:
        return format_sse_event(data_str=body, id=self._seal(place))

    async def _write(self, said: bytes) -> None:
        assert self._send is not None
        self._is_to_beat = False
        async with asyncio.timeout(self._hub.unread_seconds):
            await self._send({"type": "http.response.body", "body": said, "more_body": True})
        self.said_at = asyncio.get_running_loop().time()

    async def _finish(self) -> None:
        assert self._send is not None
        self._is_over = True
        async with asyncio.timeout(_ENDS_WITHIN_SECONDS):
            await self._send({"type": "http.response.body", "body": b""})

    def _drop(self) -> None:
        self._is_over = True
        self._hub.part(self)
        if self._cut_off is not None:
            self._cut_off()


def _set_of(values: Sequence[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)
