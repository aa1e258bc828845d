"""The pools: sessions with limits, and one answer to the question whether the database is away."""

import asyncio

import asyncpg
import pytest

from app.core.database import Database, is_unavailable
from app.domain.errors import Unavailable
from app.work import transaction

pytestmark = pytest.mark.anyio


async def test_every_session_has_its_limits_and_reads_can_change_nothing(database_url: str) -> None:
    async with Database(database_url, lock_timeout_seconds=1.5, statement_timeout_seconds=4) as database:
        for links, read_only in ((database.read, "on"), (database.write, "off")):
            asked = ("lock_timeout", "statement_timeout", "timezone", "plan_cache_mode", "transaction_read_only", "jit")
            async with links.taken() as link:
                found = [await link.fetchval(f"SHOW {name}") for name in asked]
            assert found == ["1500ms", "4s", "UTC", "force_generic_plan", read_only, "off"]
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            async with database.read.taken() as link:
                await link.execute("CREATE TABLE note ()")


async def test_a_transaction_left_open_is_rolled_back_when_its_connection_returns(database_url: str) -> None:
    async with Database(database_url, pool_size=1) as database:
        complaints: list[str] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))
        async with database.write.taken() as connection:
            await connection.execute("BEGIN; CREATE TEMPORARY TABLE note ()")
        asyncio.get_running_loop().set_exception_handler(None)
        assert "active transaction" in complaints[0]
        async with database.write.taken() as connection:
            assert await connection.fetchval("SELECT to_regclass('note') IS NULL")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(5)",
        "DO $$ BEGIN RAISE EXCEPTION USING errcode = '57P03'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING errcode = '53100'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING errcode = '40P01'; END $$",
        "DO $$ BEGIN RAISE EXCEPTION USING errcode = '25006'; END $$",
    ],
)
async def test_an_error_after_which_the_request_may_be_tried_again_is_known(database_url: str, statement: str) -> None:
    connection = await asyncpg.connect(database_url)
    with pytest.raises(asyncpg.PostgresError) as failed:
        await connection.execute(statement)
    connection.terminate()
    assert is_unavailable(failed.value)


async def test_whatever_a_cut_connection_says_afterwards_is_known(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    connection.terminate()
    with pytest.raises(asyncpg.InterfaceError) as failed:
        await connection.execute("SELECT 1")
    assert is_unavailable(failed.value)
    async with Database(database_url) as database:
        links = database.write
    with pytest.raises(asyncpg.InterfaceError) as failed:
        await links.take()
    assert is_unavailable(failed.value)


_AWAY = [ConnectionRefusedError(), TimeoutError(), FileNotFoundError(), asyncpg.InternalClientError("cut off")]


@pytest.mark.parametrize("error", _AWAY)
async def test_a_change_that_meets_a_database_that_is_away_is_unavailable_and_no_defect(
    database_url: str, error: Exception
) -> None:
    async with Database(database_url) as database:
        with pytest.raises(Unavailable):
            async with transaction(database):
                raise error


@pytest.mark.parametrize("error", _AWAY)
def test_a_database_that_cannot_be_reached_is_known_through_what_it_caused(error: Exception) -> None:
    outer = RuntimeError("no answer")
    outer.__cause__ = error
    assert is_unavailable(error)
    assert is_unavailable(outer)


@pytest.mark.parametrize("statement", ["SELECT nonsense", "SELECT 1 / 0", "DO $$ BEGIN ASSERT false; END $$"])
async def test_a_mistake_is_not_taken_for_a_database_that_is_away(database_url: str, statement: str) -> None:
    connection = await asyncpg.connect(database_url)
    with pytest.raises(asyncpg.PostgresError) as failed:
        await connection.execute(statement)
    await connection.close()
    assert not is_unavailable(failed.value)


async def test_a_wrong_call_is_not_taken_for_a_database_that_is_away(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    with pytest.raises(asyncpg.InterfaceError) as failed:
        await connection.fetch("SELECT $1::int", 1, 2)
    await connection.close()
    assert not is_unavailable(failed.value)
