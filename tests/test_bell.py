"""The bell: what one process changes is heard in all of them, and a lost connection is made anew."""

import asyncio

import asyncpg
import pytest

from app.core.bell import Bell
from app.core.database import Database
from app.core.statements import Statement
from app.work import transaction

pytestmark = pytest.mark.anyio

NEVER = 60.0
"""Longer than anything here takes: who waits so long has heard nothing."""
_NOW = Statement("SELECT clock_timestamp() AS now", ())


async def _change(database: Database, *, fails: bool = False) -> None:
    async with transaction(database) as work:
        await work.meet(_NOW)
        if fails:
            raise ArithmeticError


async def _listening(database: Database) -> int:
    """The count of a bell that hears."""
    return await database.bell.heard(NEVER, since=0)


async def test_what_one_process_changes_another_hears(database_url: str) -> None:
    async with Database(database_url, belled=True) as here, Database(database_url, belled=True) as there:
        count = await _listening(there)
        await _change(here)
        assert await there.bell.heard(NEVER, count) > count


async def test_also_a_change_that_is_rolled_back_rings_since_others_may_have_waited_for_it(database_url: str) -> None:
    async with Database(database_url, belled=True) as database:
        count = await _listening(database)
        with pytest.raises(ArithmeticError):
            await _change(database, fails=True)
        assert await database.bell.heard(NEVER, count) > count


async def test_what_was_heard_while_one_looked_is_not_missed(database_url: str) -> None:
    async with Database(database_url, belled=True) as database:
        count = await _listening(database)
        database.bell.ring()
        later = await database.bell.heard(NEVER, count)
        assert await database.bell.heard(NEVER, count) == later


async def test_who_hears_nothing_looks_all_the_same(database_url: str) -> None:
    bell = Bell(database_url, "alliance")
    bell.ring()
    assert await bell.heard(0.01, since=0) == 0


async def test_a_lost_connection_is_made_anew_and_told_of(database_url: str) -> None:
    async with Database(database_url, belled=True) as database:
        count = await _listening(database)
        async with database.read.taken() as link:
            ended = await link.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE application_name = 'alliance bell' AND datname = current_database()"
            )
        assert ended >= 1, "ours, and whichever of a test before is still on its way out"
        again = await database.bell.heard(NEVER, count)
        assert again > count
        database.bell.ring()
        assert await database.bell.heard(NEVER, again) > again


async def test_many_changes_at_once_are_told_together(database_url: str) -> None:
    listener = await asyncpg.connect(database_url)
    told: list[object] = []
    await listener.add_listener("alliance_changed", lambda *_: told.append(None))
    async with Database(database_url, pool_size=4, belled=True) as database:
        count = await _listening(database)
        async with asyncio.TaskGroup() as together:
            for _ in range(200):
                together.create_task(_change(database))
        await database.bell.heard(NEVER, count)
    await listener.close()
    assert 1 <= len(told) < 100


async def test_a_database_opened_for_one_errand_has_no_bell(database_url: str) -> None:
    async with Database(database_url) as database:
        database.bell.ring()
        assert await database.bell.heard(0.01, since=0) == 0
