"""The feed of events as it goes on: server-sent events (WHATWG HTML, 9.2), read across lost connections."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import httpx

from alliance_client._listing import AsyncListing, Line, Listing, Page
from alliance_client._refusals import understood
from alliance_client._request import Request

P = TypeVar("P", bound=Page[Any])
Opened = TypeVar("Opened")

_PAGES_ALONE = ("limit", "cursor", "order")
_FIRST_PAUSE_SECONDS = 3.0


class _Place(Generic[Line, Opened]):
    """Where in the feed one is, and what is asked from there."""

    def __init__(
        self, open_: Callable[[Request[Any]], Opened], request: Request[Any], read: Callable[[Any], Line]
    ) -> None:
        query = tuple(pair for pair in request.query if pair[0] not in _PAGES_ALONE)
        self._open = open_
        self._request = replace(request, query=query, held=None, accept="text/event-stream", read=read)
        self.cursor = next((value for name, value in request.query if name == "cursor"), None)
        """The place after what was given last: another following, or a list, goes on from there."""

    def _opened(self) -> Opened:
        if self.cursor is None:
            return self._open(self._request)
        query = (*(pair for pair in self._request.query if pair[0] != "from"), ("cursor", self.cursor))
        return self._open(replace(self._request, query=query))

    def _events(self, heard: "Heard", text: str) -> Iterator[Line]:
        for message in heard.messages(text):
            self.cursor = message.id or self.cursor
            if message.data:
                yield understood(self._request, message.data)


class Following(_Place[Line, AbstractContextManager[Iterator[str]]]):
    """What happens, as it happens: `for event in following`. It has no end but that of the sign-in
    (Unauthenticated) and of one's patience (NoAnswer, Unavailable); a connection that is lost is made again, and goes
    on where it was."""

    def __iter__(self) -> Iterator[Line]:
        while True:
            heard = Heard()
            try:
                with self._opened() as texts:
                    for text in texts:
                        yield from self._events(heard, text)
            except httpx.TransportError:
                pass
            time.sleep(heard.pause)


class AsyncFollowing(_Place[Line, AbstractAsyncContextManager[AsyncIterator[str]]]):
    """What happens, as it happens: `async for event in following`. It has no end but that of the sign-in
    (Unauthenticated) and of one's patience (NoAnswer, Unavailable); a connection that is lost is made again, and goes
    on where it was."""

    async def __aiter__(self) -> AsyncGenerator[Line]:
        while True:
            heard = Heard()
            try:
                async with self._opened() as texts:
                    async for text in texts:
                        for event in self._events(heard, text):
                            yield event
            except httpx.TransportError:
                pass
            await asyncio.sleep(heard.pause)


class Feed(Listing[Line, P]):
    """The list of what happened, which can be followed too: `for event in feed.follow()`."""

    def __init__(
        self,
        ask: Callable[[Request[P]], P],
        open_: Callable[[Request[Any]], AbstractContextManager[Iterator[str]]],
        request: Request[P],
        read: Callable[[Any], Line],
    ) -> None:
        super().__init__(ask, request)
        self._open = open_
        self._read = read

    def follow(self) -> Following[Line]:
        """What happened, and then what happens, as it happens. With `from_="now"` only that."""
        return Following(self._open, self._request, self._read)


class AsyncFeed(AsyncListing[Line, P]):
    """The list of what happened, which can be followed too: `async for event in feed.follow()`."""

    def __init__(
        self,
        ask: Callable[[Request[P]], Any],
        open_: Callable[[Request[Any]], AbstractAsyncContextManager[AsyncIterator[str]]],
        request: Request[P],
        read: Callable[[Any], Line],
    ) -> None:
        super().__init__(ask, request)
        self._open = open_
        self._read = read

    def follow(self) -> AsyncFollowing[Line]:
        """What happened, and then what happens, as it happens. With `from_="now"` only that."""
        return AsyncFollowing(self._open, self._request, self._read)


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    data: str


class Heard:
    """What one connection has brought so far."""

    def __init__(self) -> None:
        self.pause = _FIRST_PAUSE_SECONDS
        """Seconds to wait, where the connection is lost, before the next one is made."""
        self._rest = ""
        self._id = ""
        self._data: list[str] = []

    def messages(self, text: str) -> Iterator[Message]:
        """Those that are whole with this piece of the stream."""
        *lines, self._rest = (self._rest + text).split("\n")
        for line in (line.removesuffix("\r") for line in lines):
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if not line:
                if self._id or self._data:
                    yield Message(self._id, "\n".join(self._data))
                self._data = []
            elif field == "data":
                self._data.append(value)
            elif field == "id":
                self._id = value
            elif field == "retry" and value.isdecimal():
                self.pause = int(value) / 1000
