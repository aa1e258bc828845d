"""Brings a database to the schema of this program, one program at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import asyncpg

from app.core.revisions import MigrationError, revisions

Report = Callable[[str], None]

OLDEST_POSTGRESQL: Final = 16
_LOCK: Final = 0x616C6C69
"""The advisory lock of whoever migrates; any number that nobody else takes."""
_LOOK_AGAIN_SECONDS: Final = 0.2


async def migrate(dsn: str, report: Report, more: Path | None = None) -> list[str]:
    """Applies what is missing and answers which revisions those were. Waits for another program that migrates the
    same database. MigrationError for a server that is too old or a schema that is newer than this program. `more` is
    a folder of revisions beside the program's own, for tests of what is to come."""
    if not await pending(dsn, more):
        return []
    async with _alone(dsn, report):
        missing = await pending(dsn, more)
        if missing:
            report(f"Migrating the database ({len(missing)} {'step' if len(missing) == 1 else 'steps'}).")
            # Most starts find nothing to do, and need not wait for Alembic.
            from app.core.upgrading import upgrade

            await upgrade(dsn, report, more)
        return missing


async def pending(dsn: str, more: Path | None = None) -> list[str]:
    """The revisions that this database lacks, oldest first."""
    connection = await asyncpg.connect(dsn)
    try:
        number = int(await connection.fetchval("SHOW server_version_num"))
        if number < OLDEST_POSTGRESQL * 10000:
            raise MigrationError(
                f"The database is PostgreSQL {number // 10000}; this program needs {OLDEST_POSTGRESQL} or newer."
            )
        try:
            applied = await connection.fetchval("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            applied = None
    finally:
        await connection.close()
    known = revisions(more)
    if applied is not None and applied not in known:
        raise MigrationError(
            f"The database's schema ({applied}) is newer than this program: run the program that migrated it."
        )
    return list(known if applied is None else known[known.index(applied) + 1 :])


@asynccontextmanager
async def _alone(dsn: str, report: Report) -> AsyncIterator[None]:
    connection = await asyncpg.connect(dsn)
    try:
        waiting = False
        # Asked again and again: a statement that waits holds a snapshot, and an index that is made beside the traffic
        # waits until none is older than itself.
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
            if not waiting:
                report("Waiting for another program that migrates the database.")
                waiting = True
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        yield
    finally:
        await connection.close()
