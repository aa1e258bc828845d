"""Tells every process that something was changed, so that nobody need ask all the time.

PostgreSQL's NOTIFY takes one lock of the whole server until its transaction is committed, so it never stands in a
change's own transaction: who has ended one rings here, and a task says so, on a connection of its own, to all who
listen. What is heard says only that it is worth looking; it may come too often, and after a lost connection not at
all. So whoever waits looks once a second anyway.
"""

import asyncio
import logging
from contextlib import suppress
from random import uniform
from typing import Final

import asyncpg

log = logging.getLogger(__name__)

NET_SECONDS: Final = 1.0
"""After so long one looks without having heard anything."""

_CHANNEL: Final = "alliance_changed"
_RING: Final = f"SELECT pg_notify('{_CHANNEL}', '')"
_APART_SECONDS: Final = 0.05
"""Between two notifications of a process: of many changes at once they tell together."""
_STILL_THERE_SECONDS: Final = 15.0
"""How often a connection on which nothing happens is tried, since one that was cut off silently tells nothing."""
_ANSWER_SECONDS: Final = 5.0
_FIRST_PAUSE_SECONDS: Final = 0.2
_LONGEST_PAUSE_SECONDS: Final = 5.0


class Bell:
    """One process's: rung by its changes, heard from all processes'. It holds one connection while it is open; one
    that is not open is rung for nothing and never heard."""

    count: int
    """How often it was heard."""

    def __init__(self, dsn: str, application_name: str) -> None:
        self.count = 0
        self._dsn = dsn
        self._application_name = application_name
        self._rung = asyncio.Event()
        self._next = asyncio.Event()
        self._kept: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Something may have changed, or what others changed may have come to be seen."""
        self._rung.set()

    async def heard(self, within_seconds: float = NET_SECONDS, since: int | None = None) -> int:
        """Waits until it is heard, at most so long; answers `count`. Given back as `since` when one waits next, what
        was heard meanwhile is not missed."""
        if since is None or since == self.count:
            with suppress(TimeoutError):
                async with asyncio.timeout(within_seconds):
                    await self._next.wait()
        return self.count

    def open(self) -> None:
        self._kept = asyncio.create_task(self._keep(), name="bell")

    async def close(self) -> None:
        if self._kept is not None:
            self._kept.cancel()
            with suppress(asyncio.CancelledError):
                await self._kept
            self._kept = None

    async def _keep(self) -> None:
        """Until cancelled, however often the connection is lost."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                link = await asyncpg.connect(
                    self._dsn,
                    timeout=_ANSWER_SECONDS,
                    command_timeout=_ANSWER_SECONDS,
                    server_settings={"application_name": f"{self._application_name} bell"},
                )
                try:
                    await self._listen(link)
                    pause = _FIRST_PAUSE_SECONDS
                    await self._pass_on(link)
                finally:
                    link.terminate()
            except Exception as error:
                if pause == _FIRST_PAUSE_SECONDS:
                    log.warning("no bell, changes are looked for once a second: %s", type(error).__name__)
            await asyncio.sleep(uniform(pause / 2, pause))
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _listen(self, link: "asyncpg.Connection[asyncpg.Record]") -> None:
        link.add_termination_listener(lambda _: self.ring())
        await link.add_listener(_CHANNEL, lambda *_: self._strike())
        self._strike()  # for whatever was rung while nobody listened

    async def _pass_on(self, link: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Sends what is rung; raises once the connection is lost."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_STILL_THERE_SECONDS):
                    await self._rung.wait()
            if self._rung.is_set():
                self._rung.clear()
                await link.execute(_RING)
            else:
                await link.execute("SELECT 1")
            await asyncio.sleep(_APART_SECONDS)

    def _strike(self) -> None:
        self.count += 1
        waiting, self._next = self._next, asyncio.Event()
        waiting.set()
