"""What a job is given, and how it ends."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random
from typing import TYPE_CHECKING, TypeAlias

from app.core.database import Database
from app.core.sealing import Seals
from app.core.settings import Settings
from app.domain.pauses import pause_after
from app.jobs.queue import Taken, end, give_up, hold, put_off
from app.work import Work, transaction

if TYPE_CHECKING:
    import httpx


class LaterError(Exception):
    """The job has failed this time and is to be tried again: after the pause that its tries give, and not before what
    it says. `why` stands in the list that administrators read: a kind of error, nothing that anybody sent."""

    def __init__(self, why: str, *, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.why, self.after = why, after


@dataclass(slots=True)
class Ending:
    """The transaction in which a job ends: what it changes is kept if and only if the job is ended with it, so that it
    is done once however often the job was begun. Ended it is done, unless something else is said here."""

    work: Work
    _again_at: datetime | None = None

    def again(self, after: timedelta) -> None:
        """It was well done, and is to be done again: for what recurs."""
        self._again_at = self.work.now + after

    def again_at(self, at: datetime) -> None:
        self._again_at = at


@dataclass(frozen=True, slots=True)
class Doing:
    """What this process shares with all its jobs."""

    database: Database
    settings: Settings
    seals: Seals
    http: "httpx.AsyncClient"
    """Guarded (`app/core/outgoing.py`): the one way out."""
    systems: "httpx.AsyncClient"
    """The same for ticket systems, whose answers are longer and take longer."""

    @asynccontextmanager
    async def ending(self, taken: Taken) -> AsyncIterator[Ending]:
        """Raises LostError, at its beginning, where another has the job by now."""
        async with transaction(self.database, clock_offset=self.settings.clock_offset) as work:
            await hold(work, taken)
            ending = Ending(work)
            yield ending
            if ending._again_at is None:
                await end(work, taken)
            else:
                await put_off(work, taken, ending._again_at, 0, None)
        taken.ended = True

    async def end(self, taken: Taken) -> None:
        """For a job that has ended nothing by itself."""
        if not taken.ended:
            async with self.ending(taken):
                pass

    async def put_back(self, taken: Taken) -> None:
        """It was broken off through no fault of its own: anybody may take it at once."""
        async with transaction(self.database, clock_offset=self.settings.clock_offset) as work:
            await hold(work, taken)
            await put_off(work, taken, work.now, taken.attempts - 1, None)

    async def fail(self, taken: Taken, why: str, after: timedelta | None, kind: "Kind") -> None:
        """It waits for the next try; after the last it is given up, and whatever stands behind it goes on."""
        async with transaction(self.database, clock_offset=self.settings.clock_offset) as work:
            await hold(work, taken)
            if kind.attempts is not None and taken.attempts >= kind.attempts:
                await give_up(work, taken, why)
            else:
                pause = min(pause_after(taken.attempts, random()), kind.longest_pause)
                pause = max(pause, after or timedelta(0))
                await put_off(work, taken, work.now + pause, taken.attempts, why)


Run: TypeAlias = Callable[[Doing, Taken], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is to be done of a kind of job. It has so many `seconds` each time; `attempts`: how many tries it has in a
    row, any number where None is said; between two of them it waits for `longest_pause` at most. What recurs says
    `again` in its ending."""

    name: str
    run: Run
    seconds: float = 60.0
    attempts: int | None = 20
    longest_pause: timedelta = timedelta.max
