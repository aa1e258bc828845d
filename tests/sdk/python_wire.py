"""The wire between the Python client and the real server, which loses things when it is told to; and both clients, in
one form for tests that hold for both."""

import asyncio
import json
import re
import threading
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx

from alliance_client import Alliance, AsyncAlliance, Following, Retries, Tokens


@dataclass(frozen=True)
class Reply:
    """An answer that somebody else gives."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


Answer = Reply | Exception
"""What comes instead of what would."""

GRANT = "/api/v1/auth/token"


class Wire:
    """Everything that was sent, and what is to go wrong next."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []
        self.renewing = asyncio.Event()
        """Set once tokens are asked for, on the loop that waits for it."""
        self.streaming = threading.Event()
        """Set once a stream has brought anything."""
        self.streams_end_after: deque[int] = deque()
        """How many events the next streams bring before the connection is lost."""
        self._before: deque[Answer] = deque()
        self._held = ("", 0)
        self._refused = 0
        self._free = threading.Event()
        self._at: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self._after: deque[Answer | Callable[[Any], None]] = deque()
        self._one_at_a_time = threading.Lock()

    def hold(self, path: str, until_refused: int) -> None:
        """Requests to an address wait on the way until so many others were answered 401."""
        self._held = (path, until_refused)

    def wait(self, request: httpx.Request) -> None:
        if request.url.path == self._held[0]:
            assert self._free.wait(60)

    def cut(self, *instead: Answer) -> None:
        """The next requests do not arrive; each is answered by this."""
        self._before.extend(instead)

    def lose(self, *instead: Answer) -> None:
        """The next requests arrive and are carried out; their answers are lost for these."""
        self._after.extend(instead)

    def answer_at(self, path: str, *instead: Answer) -> None:
        """The next requests to an address do not arrive."""
        self._at[path].extend(instead)

    def alter(self, change: Callable[[Any], None]) -> None:
        """The next answer is another one, as a later version of the server may give it."""
        self._after.append(change)

    def asked(self, method: str, path: str = "") -> list[httpx.Request]:
        return [each for each in self.sent if each.method == method and each.url.path.endswith(path)]

    def before(self, request: httpx.Request) -> httpx.Response | None:
        with self._one_at_a_time:
            self.sent.append(request)
            if request.url.path == GRANT:
                self.renewing.set()
            instead = self._at[request.url.path] or self._before
            return _given(instead.popleft()) if instead else None

    def after(self, response: httpx.Response) -> httpx.Response:
        with self._one_at_a_time:
            self._refused += response.status_code == 401
            if self._refused == self._held[1]:
                self._free.set()
            if not self._after:
                return response
            instead = self._after.popleft()
        if not callable(instead):
            return _given(instead)
        document = json.loads(response.content)
        instead(document)
        return httpx.Response(response.status_code, json=document)


class _Torn:
    """A stream that is lost after some events, if it is to be; one need not wait long to come back."""

    def __init__(self, wire: Wire) -> None:
        self._streaming = wire.streaming
        self._left = wire.streams_end_after.popleft() if wire.streams_end_after else None

    def passed_on(self, piece: bytes) -> bytes:
        if self._left is not None:
            self._left -= len(re.findall(rb"^data:", piece, re.MULTILINE))
        return re.sub(rb"^retry: \d+", b"retry: 10", piece, flags=re.MULTILINE)

    def lose(self) -> None:
        self._streaming.set()
        if self._left is not None and self._left <= 0:
            raise httpx.ReadError("lost")


class _Stream(httpx.SyncByteStream):
    def __init__(self, wire: Wire, itself: httpx.SyncByteStream) -> None:
        self._torn, self._itself = _Torn(wire), itself

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._itself:
            yield self._torn.passed_on(piece)
            self._torn.lose()

    def close(self) -> None:
        self._itself.close()


class _AsyncStream(httpx.AsyncByteStream):
    def __init__(self, wire: Wire, itself: httpx.AsyncByteStream) -> None:
        self._torn, self._itself = _Torn(wire), itself

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._itself:
            yield self._torn.passed_on(piece)
            self._torn.lose()

    async def aclose(self) -> None:
        await self._itself.aclose()


def _goes_on(response: httpx.Response) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("text/event-stream")


class Line(httpx.HTTPTransport):
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.wire.wait(request)
        instead = self.wire.before(request)
        if instead is not None:
            return instead
        response = super().handle_request(request)
        if _goes_on(response):
            assert isinstance(response.stream, httpx.SyncByteStream)
            response.stream = _Stream(self.wire, response.stream)
            return response
        response.read()
        return self.wire.after(response)


class AsyncLine(httpx.AsyncHTTPTransport):
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.to_thread(self.wire.wait, request)
        instead = self.wire.before(request)
        if instead is not None:
            return instead
        response = await super().handle_async_request(request)
        if _goes_on(response):
            assert isinstance(response.stream, httpx.AsyncByteStream)
            response.stream = _AsyncStream(self.wire, response.stream)
            return response
        await response.aread()
        return self.wire.after(response)


class Client:
    """One of both: what is asked of it is awaited in either case."""

    def __init__(self, kind: str, address: str, tokens: Tokens | None, retries: Retries | None) -> None:
        self.wire = Wire()
        self.http: httpx.Client | httpx.AsyncClient
        self.itself: Alliance | AsyncAlliance
        if kind == "sync":
            self.http = httpx.Client(transport=Line(self.wire))
            self.itself = Alliance(address, tokens=tokens, retries=retries, http=self.http)
        else:
            self.http = httpx.AsyncClient(transport=AsyncLine(self.wire))
            self.itself = AsyncAlliance(address, tokens=tokens, retries=retries, http=self.http)

    async def ask(self, operation: str, *given: Any, **more: Any) -> Any:
        method = getattr(self.itself, operation)
        if isinstance(self.itself, Alliance):
            return await asyncio.to_thread(method, *given, **more)
        return await method(*given, **more)

    async def together(self, operation: str, times: int, *, exceptions: bool = False) -> list[Any]:
        """The same asked so many times at once."""
        method = getattr(self.itself, operation)
        if isinstance(self.itself, Alliance):
            with ThreadPoolExecutor(times) as threads:
                loop = asyncio.get_running_loop()
                asked = [loop.run_in_executor(threads, method) for _ in range(times)]
                return await asyncio.gather(*asked, return_exceptions=exceptions)
        return await asyncio.gather(*(method() for _ in range(times)), return_exceptions=exceptions)

    async def all(self, operation: str, *given: Any, **more: Any) -> list[Any]:
        """Everything in a list."""
        listing = getattr(self.itself, operation)(*given, **more)
        if isinstance(self.itself, Alliance):
            return await asyncio.to_thread(list, listing)
        return [line async for line in listing]

    async def pages(self, operation: str, *given: Any, **more: Any) -> list[Any]:
        listing = getattr(self.itself, operation)(*given, **more)
        if isinstance(self.itself, Alliance):
            return await asyncio.to_thread(lambda: list(listing.pages()))
        return [page async for page in listing.pages()]

    async def page(self, operation: str, *given: Any, **more: Any) -> Any:
        listing = getattr(self.itself, operation)(*given, **more)
        return await asyncio.to_thread(listing.page) if isinstance(self.itself, Alliance) else await listing.page()

    def asked_for_streams(self) -> list[httpx.Request]:
        return [each for each in self.wire.sent if each.headers["Accept"] == "text/event-stream"]

    async def follow(self, many: int, told: Callable[[Any, str | None], None], **filters: Any) -> None:
        """Follows the feed for so many events; `told` hears each, and the place after it."""
        following = self.itself.list_events(**filters).follow()
        if isinstance(following, Following):
            await asyncio.to_thread(self._follow, following, many, told)
            return
        left = many
        async with aclosing(aiter(following)) as events:
            async for event in events:
                told(event, following.cursor)
                left -= 1
                if left == 0:
                    return

    @staticmethod
    def _follow(following: Following[Any], many: int, told: Callable[[Any, str | None], None]) -> None:
        for event in islice(following, many):
            told(event, following.cursor)

    async def close(self) -> None:
        if isinstance(self.itself, Alliance):
            self.itself.close()
        else:
            await self.itself.aclose()
        if isinstance(self.http, httpx.Client):
            self.http.close()
        else:
            await self.http.aclose()


def refusal(status: int, code: str, *, retry_after: str | None = None) -> Reply:
    """As the server refuses."""
    document = {
        "type": f"urn:alliance:error:{code}",
        "title": "Refused",
        "status": status,
        "detail": "Refused.",
        "instance": "/api/v1",
        "code": code,
        "request_id": "",
        "errors": [],
    }
    waiting = {} if retry_after is None else {"Retry-After": retry_after}
    return Reply(status, json.dumps(document), {"Content-Type": "application/problem+json", **waiting})


def _given(instead: Answer) -> httpx.Response:
    if isinstance(instead, Exception):
        raise instead
    return httpx.Response(instead.status, headers=instead.headers, text=instead.body)
