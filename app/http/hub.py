"""The open streams of this process, and what they have in common: one look for what is new, one question whose sign-in
is still open, one clock for heartbeats.

A stream that nothing concerns costs its connection and no statement. Which ones are woken is only a matter of effort:
what a stream then tells is read by its own page of the feed, and there alone stands who may read what.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self
from uuid import UUID

from app.auth.tokens import Caller
from app.core.bell import NET_SECONDS
from app.core.database import Database
from app.domain.errors import TooManyStreams, Unavailable
from app.queries.news import MOST, NEWS, OPEN_SIGN_INS, UP_TO
from app.work import read_row, read_rows

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 15.0
"""So long is nothing said at most."""
UNREAD_SECONDS: Final = 20.0
"""After so long a client that takes nothing is cut off."""
MOST_OF_A_MEMBER: Final = 20
"""Streams of one member that a process keeps open."""

_LOOKS_APART_SECONDS: Final = 0.1
_SIGN_INS_ASKED_SECONDS: Final = 2.0
_TICK_SECONDS: Final = 1.0
_READING_AT_ONCE: Final = 4
_TURN_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one community, or outside of all: for whom (None: for every member), of what kinds, about what;
    None where that is too much to be told."""

    community_id: UUID | None
    slug: str | None
    readers: frozenset[UUID] | None
    kinds: frozenset[str] | None
    subjects: frozenset[UUID] | None


class Listener(Protocol):
    """What the hub has to know of a stream (`app/http/streams.py`)."""

    caller: Caller
    ends_at: float
    """When its token is taken no longer, by the clock of the process, in seconds."""
    said_at: float
    """When something was last sent, by the loop's clock."""
    owes: bool
    """There may be something that it has not told."""

    def is_concerned_by(self, news: News) -> bool:
        """Whether its page may hold something of this."""
        ...

    def wake(self) -> None:
        """It is to read its page, and tell what is new there."""
        ...

    def beat(self) -> None:
        """It is to say that it is still there, where nothing else is being said."""
        ...

    def end(self) -> None:
        """It is to end, so that its client comes back or learns why not."""
        ...


class Hub:
    """Opened and closed with the process's database; `leave` ends all streams and lets no new one in."""

    def __init__(
        self,
        database: Database,
        *,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        unread_seconds: float = UNREAD_SECONDS,
    ) -> None:
        self.heartbeat_seconds = heartbeat_seconds
        self.unread_seconds = unread_seconds
        self._database = database
        self._streams: set[Listener] = set()
        self._of_member: Counter[UUID] = Counter()
        self._reading = asyncio.Semaphore(_READING_AT_ONCE)
        self._since: str | None = None
        self._leaving = False
        self._tasks: list[asyncio.Task[None]] = []

    def __len__(self) -> int:
        """How many streams are open."""
        return len(self._streams)

    @contextmanager
    def joining(self, stream: Listener) -> Iterator[None]:
        """Admits a stream before it reads where it begins, so that it is woken for whatever comes after; it is
        forgotten again where that fails. Raises TooManyStreams, Unavailable."""
        if self._leaving:
            raise Unavailable("The service is being stopped.", retry_after_seconds=2)
        member_id = stream.caller.member_id
        if self._of_member[member_id] >= MOST_OF_A_MEMBER:
            raise TooManyStreams(
                f"You have {MOST_OF_A_MEMBER} streams open here: close one first.",
                retry_after_seconds=round(HEARTBEAT_SECONDS),
            )
        self._streams.add(stream)
        self._of_member[member_id] += 1
        try:
            yield
        except BaseException:
            self.part(stream)
            raise

    def part(self, stream: Listener) -> None:
        """Its client is gone."""
        if stream in self._streams:
            self._streams.remove(stream)
            self._of_member[stream.caller.member_id] -= 1
            if not self._of_member[stream.caller.member_id]:
                del self._of_member[stream.caller.member_id]

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """While a stream reads its page: few do at once, so that connections are left to others. Raises
        Unavailable."""
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                await self._reading.acquire()
        except TimeoutError as error:
            raise Unavailable("Too many streams are being read just now.", retry_after_seconds=2) from error
        try:
            yield
        finally:
            self._reading.release()

    def leave(self) -> None:
        """From now on nobody is let in; who is there is told to come back elsewhere by the end of their stream."""
        self._leaving = True
        for stream in list(self._streams):
            stream.end()

    async def __aenter__(self) -> Self:
        doings = (self._look_out, self._ask_for_sign_ins, self._tick)
        self._tasks = [asyncio.create_task(self._forever(each), name=f"hub {each.__name__}") for each in doings]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _forever(self, doing: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await doing()
            except Unavailable:
                await asyncio.sleep(_TICK_SECONDS)
            except Exception:
                log.exception("a look for what is new failed; it goes on")
                await asyncio.sleep(_TICK_SECONDS)

    async def _look_out(self) -> None:
        count = self._database.bell.count
        while True:
            count = await self._database.bell.heard(NET_SECONDS, count)
            if not self._streams:
                self._since = None
                continue
            news = await self._news()
            for stream in list(self._streams):
                if stream.owes or news is None or any(map(stream.is_concerned_by, news)):
                    stream.wake()
            await asyncio.sleep(_LOOKS_APART_SECONDS)

    async def _news(self) -> Sequence[News] | None:
        """None where all are to be woken: nobody looked before, or there is too much to tell apart."""
        if self._since is None:
            row = await read_row(self._database, UP_TO, {})
            assert row is not None
            self._since = row["up_to"]
            return None
        rows = await read_rows(self._database, NEWS, {"since": self._since})
        self._since = rows[0]["up_to"]
        told = [row for row in rows if row["number"] is not None]
        if sum(row["number"] for row in told if row["readers"] is None) > MOST:
            return None
        return [_news(row) for row in told]

    async def _ask_for_sign_ins(self) -> None:
        """Also who reads nothing new learns within seconds that their sign-in has ended."""
        while True:
            await asyncio.sleep(_SIGN_INS_ASKED_SECONDS)
            asked = list(self._streams)
            if asked:
                sign_ins = list({stream.caller.sign_in_id for stream in asked})
                rows = await read_rows(self._database, OPEN_SIGN_INS, {"sign_ins": sign_ins})
                still_open = {row["id"] for row in rows}
                for stream in asked:
                    if stream.caller.sign_in_id not in still_open:
                        stream.end()

    async def _tick(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(min(_TICK_SECONDS, self.heartbeat_seconds))
            now, silent_since = time.time(), clock() - self.heartbeat_seconds
            for stream in list(self._streams):
                if stream.ends_at <= now:
                    stream.end()
                elif stream.said_at <= silent_since:
                    stream.beat()


def _news(row: Any) -> News:
    told = row["number"] <= MOST
    return News(
        row["id"],
        row["slug"],
        None if row["readers"] is None else frozenset(row["readers"]),
        frozenset(row["kinds"]) if told else None,
        frozenset(row["subjects"]) if told else None,
    )
