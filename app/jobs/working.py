"""The work of one process: consumers told, jobs claimed and done, until it is told to stop."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Final
from uuid import UUID

from app.core.bell import NET_SECONDS
from app.core.logging import request_id
from app.domain.errors import Unavailable
from app.jobs import feed, queue
from app.jobs.doing import Doing, Kind, LaterError
from app.jobs.feed import Consumer
from app.jobs.queue import LostError, Taken

log = logging.getLogger(__name__)

AT_ONCE: Final = 16
"""How many jobs a process does at once."""
OF_A_CROWD: Final = 4
"""How many of them of one crowd, about: no more are claimed while so many run."""
_AWAY_SECONDS: Final = 1.0
"""The pause while the database is away."""
_GATHER_SECONDS: Final = 0.05
"""After one has heard of a change: of many at once one is told together."""
_SORE_SECONDS: Final = 10.0
"""For how long a consumer is left alone that has failed: it would fail again."""
_PUT_BACK_SECONDS: Final = 5.0
_RENEWALS: Final = 5
"""How often a lease is renewed within its time."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one look: whether anything was done, and whether more was waiting than is done at once."""

    did: bool
    more: bool


class Working:
    """`kinds` and `consumers` by their names. What it does it holds for a `lease`, which it renews long before its
    end."""

    def __init__(
        self,
        doing: Doing,
        kinds: Mapping[str, Kind],
        consumers: Mapping[str, Consumer],
        lease: timedelta = queue.LEASE,
    ) -> None:
        self._doing = doing
        self._kinds, self._consumers = kinds, consumers
        self._lease = lease
        self._running: dict[asyncio.Task[None], Taken] = {}
        self._crowds: Counter[UUID] = Counter()
        self._ended = asyncio.Event()
        self._sore: dict[str, float] = {}

    async def work(self, stop: asyncio.Event, grace_seconds: float) -> None:
        """Until told to stop; what is under way then has its time to end, and is put back where it has not."""
        async with self._holding():
            await self._work(stop)
            await self._leave(grace_seconds)

    async def _work(self, stop: asyncio.Event) -> None:
        begun = False
        while not stop.is_set():
            since = self._doing.database.bell.count
            self._ended.clear()
            try:
                if not begun:
                    await feed.begin(self._doing.database, self._doing.settings.clock_offset, self._consumers)
                    begun = True
                # While changes come one after another, each look would find one: they are told together instead.
                if not (await self.turn()).more:
                    await self._wait(stop, since)
                    if not self._ended.is_set():
                        await asyncio.sleep(_GATHER_SECONDS)
            except Unavailable:
                log.warning("the worker waits for the database")
                await asyncio.sleep(_AWAY_SECONDS)

    async def turn(self) -> Turn:
        """Tells whoever there is something to tell, and begins whatever is due and there is room for."""
        database, clock_offset = self._doing.database, self._doing.settings.clock_offset
        did = more = False
        for name in await feed.behind(database, self._well()):
            told = await self._tell(self._consumers[name])
            did, more = did or told > 0, more or told == feed.BATCH
        room = AT_ONCE - len(self._running)
        full = [crowd for crowd, many in self._crowds.items() if many >= OF_A_CROWD]
        if room and await queue.anything_due(database, clock_offset, self._kinds, full):
            many = min(room, OF_A_CROWD)
            until = self._in_a_lease()
            claimed = await queue.claim(database, clock_offset, self._kinds, full, many, lease=self._lease)
            for taken in claimed:
                taken.until = until
                self._begin(taken)
            did, more = did or bool(claimed), more or len(claimed) == many
        return Turn(did, more)

    async def idle(self) -> None:
        """Until nothing is due and nothing runs."""
        async with self._holding():
            while (await self.turn()).did or self._running:
                if self._running:
                    await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    @asynccontextmanager
    async def _holding(self) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._renewing())
        try:
            yield
        finally:
            renewing.cancel()

    async def _renewing(self) -> None:
        """Goes on holding what is being done. What it cannot renew in time it breaks off, before another begins it."""
        every = self._lease.total_seconds() / _RENEWALS
        while True:
            await asyncio.sleep(every)
            try:
                async with asyncio.timeout(every):
                    await self._renew()
            except (Unavailable, TimeoutError):
                log.warning("the worker cannot say that it goes on: the database is away")
            except Exception:
                log.exception("the worker cannot say that it goes on")
            # Before this is asked again, twice as long may have gone by.
            soon = asyncio.get_running_loop().time() + 2 * every
            for task, taken in list(self._running.items()):
                if taken.until <= soon:
                    taken.until = inf
                    task.cancel()

    async def _renew(self) -> None:
        held = list(self._running.values())
        if held:
            database, clock_offset = self._doing.database, self._doing.settings.clock_offset
            until = self._in_a_lease()
            renewed = await queue.renew(database, clock_offset, held, lease=self._lease)
            for taken in held:
                if taken.id in renewed:
                    taken.until = until

    def _in_a_lease(self) -> float:
        return asyncio.get_running_loop().time() + self._lease.total_seconds()

    def _well(self) -> list[str]:
        now = asyncio.get_running_loop().time()
        return [name for name in self._consumers if self._sore.get(name, now) <= now]

    async def _tell(self, consumer: Consumer) -> int:
        """How many events were told."""
        try:
            return await feed.tell(self._doing.database, self._doing.settings.clock_offset, consumer)
        except Unavailable:
            raise
        except Exception:
            log.exception("the consumer %s failed; it is told again", consumer.name)
            self._sore[consumer.name] = asyncio.get_running_loop().time() + _SORE_SECONDS
            return 0

    def _begin(self, taken: Taken) -> None:
        task = asyncio.create_task(self._do(taken), name=f"{taken.kind} {taken.id}")
        self._running[task] = taken
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._ended.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a job could not be ended", exc_info=error)

    async def _do(self, taken: Taken) -> None:
        kind = self._kinds[taken.kind]
        # In the log its id stands where a request's does; and as there, words that somebody sent are left out.
        request_id.set(str(taken.id))
        with self._counted(taken.crowd):
            try:
                async with asyncio.timeout(kind.seconds):
                    await kind.run(self._doing, taken)
                await self._doing.end(taken)
            except LostError:
                log.warning("a job of the kind %s was taken by another: it took longer than it may", kind.name)
            except asyncio.CancelledError:
                await self._while_away(lambda: self._doing.put_back(taken))
                raise
            except LaterError as later:
                why, after = later.why, later.after
                await self._while_away(lambda: self._doing.fail(taken, why, after, kind))
            except Unavailable:
                log.warning("a job of the kind %s waits for the database", kind.name)
                await self._while_away(lambda: self._doing.put_back(taken))
            except Exception as error:
                log.exception("a job of the kind %s failed", kind.name)
                name = type(error).__name__
                await self._while_away(lambda: self._doing.fail(taken, name, None, kind))

    async def _while_away(self, ended: Callable[[], Awaitable[None]]) -> None:
        """However long the database is away. What was ended meanwhile, or taken by another, stays so."""
        while True:
            try:
                await ended()
            except LostError:
                return
            except Unavailable:
                await asyncio.sleep(_AWAY_SECONDS)
            else:
                return

    @contextmanager
    def _counted(self, crowd: UUID | None) -> Iterator[None]:
        if crowd is None:
            yield
            return
        self._crowds[crowd] += 1
        try:
            yield
        finally:
            self._crowds[crowd] -= 1
            if not self._crowds[crowd]:
                del self._crowds[crowd]

    async def _wait(self, stop: asyncio.Event, since: int) -> None:
        """Until something was changed, a job has ended, or it is time to look."""
        waits = [
            asyncio.ensure_future(each)
            for each in (self._doing.database.bell.heard(NET_SECONDS, since), self._ended.wait(), stop.wait())
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()

    async def _leave(self, grace_seconds: float) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=grace_seconds)
        left = list(self._running)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=_PUT_BACK_SECONDS)
