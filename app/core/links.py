"""The connections of a pool, kept at hand between two uses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    from asyncpg import Record
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[Record]
    Taken = PoolConnectionProxy[Record]
else:
    Pool = asyncpg.Pool

PATIENCE_SECONDS = 5.0
"""How long a request waits for a connection."""


class Links:
    """What asyncpg's pool opens, and opens anew where one is lost. A connection that comes back whole is handed to the
    next without the pool, which makes a task of every return and looks at all its connections; who waits is the
    pool's to wake."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._at_hand: list[Taken] = []
        self._waiting = 0

    @property
    def limit(self) -> int:
        """How many connections there can be at once."""
        return self._pool.get_max_size()

    @property
    def open(self) -> int:
        return self._pool.get_size()

    @property
    def idle(self) -> int:
        """Those among the open ones that nobody uses."""
        return self._pool.get_idle_size() + sum(map(_is_whole, self._at_hand))

    async def take(self, *, patience_seconds: float = PATIENCE_SECONDS) -> "Taken":
        """A connection; give it back. Raises TimeoutError where all stay busy."""
        while self._at_hand:
            link = self._at_hand.pop()
            if _is_whole(link):
                return link
            await self._pool.release(link)
        self._waiting += 1
        try:
            async with asyncio.timeout(patience_seconds):
                return await self._pool.acquire()
        finally:
            self._waiting -= 1

    async def give(self, link: "Taken", *, done: bool = True) -> None:
        """`done`: whether what was sent has been answered; where it may be under way, the pool waits for its end or
        parts with the connection."""
        if done and not self._waiting and _is_whole(link):
            self._at_hand.append(link)
        else:
            await self._pool.release(link)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator["Taken"]:
        """A connection for the block."""
        link = await self.take()
        done = False
        try:
            yield link
            done = True
        finally:
            await self.give(link, done=done)

    async def close(self) -> None:
        """Waits for those in use, and closes all."""
        while self._at_hand:
            await self._pool.release(self._at_hand.pop())
        # From here on one that is given back goes to the pool, which closes it.
        self._waiting += 1
        await self._pool.close()

    def terminate(self) -> None:
        self._pool.terminate()


def _is_whole(link: "Taken") -> bool:
    """Whether it is open and in no transaction."""
    try:
        return not link.is_closed() and not link.is_in_transaction()
    except asyncpg.InterfaceError:
        return False  # it was lost, and the pool has taken it back
