"""Connections kept at hand: handed on whole, never more than there may be, and made anew where one is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from app.core.database import Database
from app.core.links import Links

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def _links(database_url: str, size: int) -> AsyncIterator[Links]:
    async with Database(database_url, pool_size=size) as database:
        yield database.write


async def _process(links: Links) -> int:
    async with links.taken() as link:
        process: int = await link.fetchval("SELECT pg_backend_pid()")
    return process


async def test_one_that_comes_back_is_handed_to_the_next(database_url: str) -> None:
    async with _links(database_url, 3) as links:
        assert len({await _process(links) for _ in range(20)}) == 1
        assert (links.open, links.idle) == (1, 1)


async def test_who_waits_is_given_the_next_that_comes_back_and_no_more_are_opened(database_url: str) -> None:
    async with _links(database_url, 3) as links:

        async def use() -> int:
            async with links.taken() as link:
                assert links.idle <= links.open <= 3
                process: int = await link.fetchval("SELECT pg_backend_pid() FROM pg_sleep(0.001)")
            return process

        for _ in range(5):
            processes = await asyncio.gather(*(use() for _ in range(30)))
            assert len(processes) == 30
            assert len(set(processes)) <= 3
        assert (links.open, links.idle) == (3, 3)


async def test_one_that_is_lost_while_nobody_uses_it_is_made_anew(database_url: str) -> None:
    async with _links(database_url, 2) as links:
        gone = asyncio.Event()
        async with links.taken() as link:
            link.add_termination_listener(lambda _: gone.set())
        lost = await _process(links)
        other = await asyncpg.connect(database_url)
        await other.execute("SELECT pg_terminate_backend($1)", lost)
        await other.close()
        async with asyncio.timeout(30):
            await gone.wait()
        assert await _process(links) != lost
        assert links.open == links.idle


async def test_one_whose_statement_was_given_up_is_handed_on_when_that_has_ended(database_url: str) -> None:
    async with _links(database_url, 1) as links:
        begun = asyncio.Event()

        async def use() -> None:
            async with links.taken() as link:
                begun.set()
                await link.execute("SELECT pg_sleep(60)")

        using = asyncio.ensure_future(use())
        await begun.wait()
        using.cancel()
        with pytest.raises(asyncio.CancelledError):
            await using
        assert await _process(links) > 0


async def test_while_all_stay_busy_the_wait_ends(database_url: str) -> None:
    async with _links(database_url, 1) as links, links.taken():
        with pytest.raises(TimeoutError):
            await links.take(patience_seconds=0.01)


async def test_who_closes_waits_for_those_in_use(database_url: str) -> None:
    async with _links(database_url, 2) as links:
        one, two = await links.take(), await links.take()
        await links.give(one)
        closing = asyncio.ensure_future(links.close())
        await asyncio.sleep(0)
        await links.give(two)
        async with asyncio.timeout(30):
            await closing
        with pytest.raises(asyncpg.InterfaceError):
            await links.take()
