"""Migrations: the tables as the program declares them, there and back, one program at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.core.migrations import migrate, pending
from app.core.revisions import MigrationError, revisions
from app.core.upgrading import configuration, engine_for
from app.models.event import AUDITED

pytestmark = pytest.mark.anyio

_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[str]:
    """A database with nothing in it: this worker's own, put aside for the time of one test."""
    link = await asyncpg.connect(database_url)
    await link.execute("ALTER SCHEMA public RENAME TO aside; CREATE SCHEMA public")
    yield database_url
    await link.execute("DROP SCHEMA public CASCADE; ALTER SCHEMA aside RENAME TO public")
    await link.close()


async def test_the_tables_are_those_that_the_program_declares(database_url: str) -> None:
    await _with(database_url, lambda link: command.check(configuration(link)))


async def test_they_come_from_nothing_go_back_to_nothing_and_come_again(empty: str) -> None:
    missing = await pending(empty)
    assert await migrate(empty, _quiet) == missing != []
    assert await _asked(empty, _TABLES) > 20
    await _with(empty, lambda link: command.downgrade(configuration(link), "base"))
    assert await _asked(empty, _TABLES) == 0
    assert await migrate(empty, _quiet) == missing
    assert await migrate(empty, _quiet) == []


@pytest.mark.parametrize("more", [None, Path(__file__).with_name("migrations") / "versions"])
def test_the_names_of_files_say_the_revisions_in_their_order(more: Path | None) -> None:
    found = ScriptDirectory.from_config(configuration(more=more)).walk_revisions()
    assert revisions(more) == tuple(reversed([each.revision for each in found]))


async def test_the_index_of_the_audit_trail_is_of_the_kinds_that_are_audited(database_url: str) -> None:
    """Compared as PostgreSQL understands both: no comparison of schemas looks at an index's condition."""
    asked = "SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = $1::regclass"
    link = await asyncpg.connect(database_url)
    try:
        await link.execute(
            f"CREATE TEMPORARY TABLE told (LIKE event); CREATE INDEX declared ON told (xid) WHERE {AUDITED}"
        )
        made, declared = [await link.fetchval(asked, name) for name in ("ix_event_audited_position", "declared")]
    finally:
        await link.close()
    assert made == declared is not None


async def test_two_programs_that_migrate_together_do_it_once(empty: str) -> None:
    missing = await pending(empty)
    done = await asyncio.gather(migrate(empty, _quiet), migrate(empty, _quiet))
    assert sorted(done) == [[], missing]


async def test_a_schema_newer_than_the_program_is_refused(empty: str) -> None:
    await migrate(empty, _quiet)
    link = await asyncpg.connect(empty)
    await link.execute("UPDATE alembic_version SET version_num = 'of tomorrow'")
    await link.close()
    with pytest.raises(MigrationError, match="newer than this program"):
        await migrate(empty, _quiet)


async def _with(dsn: str, doing: Callable[[Connection], None]) -> None:
    engine = engine_for(dsn)
    async with engine.connect() as connection:
        await connection.run_sync(doing)
    await engine.dispose()


async def _asked(dsn: str, statement: str) -> int:
    link = await asyncpg.connect(dsn)
    found = await link.fetchval(statement)
    await link.close()
    assert isinstance(found, int)
    return found


def _quiet(_: str) -> None: ...
