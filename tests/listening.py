"""A reader of a stream of events, over ASGI: takes it apart as browsers do (WHATWG HTML, 9.2.6)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import FastAPI

from app.http.requests import PREFIX
from tests.people import Person

PATIENCE_SECONDS = 60.0
"""Longer than anything takes that is to come."""


@dataclass(frozen=True)
class Told:
    """A message: its id, and the event in it."""

    id: str
    event: Any


class Parser:
    """What the lines of a stream say."""

    def __init__(self) -> None:
        self.last_id = ""
        self.retry: int | None = None
        self.comments = 0
        self._rest = b""
        self._data: list[str] = []

    def feed(self, received: bytes) -> list[Told]:
        """The messages that are whole by now."""
        *lines, self._rest = (self._rest + received).split(b"\n")
        told: list[Told] = []
        for line in lines:
            name, _, value = line.decode().partition(":")
            value = value.removeprefix(" ")
            if not line:
                if self._data:
                    told.append(Told(self.last_id, orjson.loads("\n".join(self._data))))
                self._data = []
            elif not name:
                self.comments += 1
            elif name == "id":
                self.last_id = value
            elif name == "data":
                self._data.append(value)
            elif name == "retry":
                self.retry = int(value)
            else:
                raise AssertionError(line)
        return told


class Reader:
    """One connection. While `reads` is not set its client takes nothing; `is_sent_to` says that there is something."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.parser = Parser()
        self.told: list[Told] = []
        self.ended = asyncio.Event()
        self.cut_off = asyncio.Event()
        self.reads = asyncio.Event()
        self.reads.set()
        self.is_sent_to = asyncio.Event()
        self._gone = asyncio.Event()
        self._came = asyncio.Event()

    @property
    def kinds(self) -> list[str]:
        return [each.event["kind"] for each in self.told]

    @property
    def ids(self) -> list[str]:
        """Those of the events, not of the messages."""
        return [each.event["id"] for each in self.told]

    async def until(self, kind: str, times: int = 1) -> None:
        """Until so many events of a kind were told."""
        await self._until(lambda: self.kinds.count(kind) >= times)

    async def count(self, number: int) -> None:
        """Until so many events were told."""
        await self._until(lambda: len(self.told) >= number)

    async def comment(self) -> None:
        """Until the next one."""
        seen = self.parser.comments
        await self._until(lambda: self.parser.comments > seen)

    async def end(self) -> None:
        """Until the server ends it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.ended.wait()

    async def _until(self, come: Any) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not come():
                assert not self.ended.is_set(), f"it ended with {self.kinds}"
                self._came.clear()
                await self._came.wait()

    async def receive(self) -> dict[str, Any]:
        if not self.ended.is_set():
            await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if self._gone.is_set():
            return
        if not self.reads.is_set():
            self.is_sent_to.set()
            await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")
            if self.status == 200:
                self.told += self.parser.feed(message.get("body", b""))
            if not message.get("more_body"):
                self.ended.set()
                self._gone.set()
        self._came.set()

    async def begun(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.body and not self.ended.is_set():
                self._came.clear()
                await self._came.wait()

    def go(self) -> None:
        """The client closes the connection."""
        self._gone.set()

    def cut(self) -> None:
        self.cut_off.set()
        self._gone.set()
        self.reads.set()


@asynccontextmanager
async def listening(
    app: FastAPI,
    person: Person | None = None,
    *,
    now: bool = False,
    last_id: str | None = None,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    **query: Any,
) -> AsyncIterator[Reader]:
    """A stream that the person reads while the block runs, from now on where that is said; by whatever headers where
    it is nobody."""
    query |= {"from": "now"} if now else {}
    given = {"Accept": "text/event-stream", **(headers or {})}
    if person is not None:
        given["Authorization"] = person.client.headers["Authorization"]
    if last_id is not None:
        given["Last-Event-ID"] = last_id
    reader = Reader()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": f"{PREFIX}/events",
        "raw_path": f"{PREFIX}/events".encode(),
        "query_string": urlencode(query, doseq=True).encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "extensions": {"alliance.cut_off": reader.cut},
    }
    answering = asyncio.create_task(app(scope, reader.receive, reader.send))
    try:
        await reader.begun()
        yield reader
    finally:
        reader.go()
        reader.reads.set()
        await answering
