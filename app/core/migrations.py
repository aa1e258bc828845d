"""Brings a database to the schema of this program: Alembic's versions, one transaction each, one program at a time.

Each statement has a limit on its wait for locks, so that a migration under live traffic gives way instead of making
everybody queue behind it; it is then tried again.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, NullPool, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

Report = Callable[[str], None]

OLDEST_POSTGRESQL: Final = 16
_VERSIONS = Path(__file__).parents[2] / "alembic"
_LOCK: Final = 0x616C6C69
"""The advisory lock of whoever migrates; any number that nobody else takes."""
_LOOK_AGAIN_SECONDS: Final = 0.2
_ATTEMPTS: Final = 10
TIME_LIMITS: Final = {"lock_timeout": "3s", "statement_timeout": "15min"}
"""Of every statement of a migration."""


class MigrationError(Exception):
    """The database cannot be brought to this program's schema; one sentence says why and what to do."""


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
            await _upgrade(dsn, report, more)
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


def configuration(connection: Connection | None = None, more: Path | None = None) -> Config:
    """Alembic's configuration, built here so that no file has to say where things lie."""
    built = Config()
    built.set_main_option("script_location", str(_VERSIONS))
    built.set_main_option("path_separator", "os")
    if more is not None:
        built.set_main_option("version_locations", f"{_VERSIONS / 'versions'}{os.pathsep}{more}")
    built.attributes["connection"] = connection
    return built


def engine_for(dsn: str) -> AsyncEngine:
    """One unpooled way to the database for SQLAlchemy, with the time limits of migrations."""
    return create_async_engine(
        make_url(dsn).set(drivername="postgresql+asyncpg"),
        poolclass=NullPool,
        connect_args={
            "server_settings": {
                "application_name": "alliance migrations",
                "timezone": "UTC",
                **TIME_LIMITS,
            }
        },
    )


@cache
def revisions(more: Path | None = None) -> tuple[str, ...]:
    """Every revision of this program, oldest first."""
    found = ScriptDirectory.from_config(configuration(more=more)).walk_revisions()
    return tuple(reversed([revision.revision for revision in found]))


async def _upgrade(dsn: str, report: Report, more: Path | None) -> None:
    engine = engine_for(dsn)
    try:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with engine.connect() as connection:
                    await connection.run_sync(_upgrade_on, more)
                return
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) != asyncpg.LockNotAvailableError.sqlstate:
                    raise
                if attempt == _ATTEMPTS:
                    raise MigrationError(
                        "The database could not be migrated, since others kept what has to change busy: try again "
                        "at a quieter time."
                    ) from error
                report("Others keep busy what has to change; trying again.")
                await asyncio.sleep(attempt * 0.5)
            except CommandError as error:
                raise MigrationError(f"The database could not be migrated: {error}.") from error
    finally:
        await engine.dispose()


def _upgrade_on(connection: Connection, more: Path | None) -> None:
    command.upgrade(configuration(connection, more), "head")


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
