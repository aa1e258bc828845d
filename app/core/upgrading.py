"""Alembic's versions, one transaction each.

Each statement has a limit on its wait for locks, so that a migration under live traffic gives way instead of making
everybody queue behind it; it is then tried again.
"""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, NullPool, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.core.revisions import VERSIONS, MigrationError

Report = Callable[[str], None]

_ATTEMPTS: Final = 10
TIME_LIMITS: Final = {"lock_timeout": "3s", "statement_timeout": "15min"}
"""Of every statement of a migration."""


async def upgrade(dsn: str, report: Report, more: Path | None = None) -> None:
    """Applies what is missing. MigrationError where it cannot be."""
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


def configuration(connection: Connection | None = None, more: Path | None = None) -> Config:
    """Alembic's configuration, built here so that no file has to say where things lie."""
    built = Config()
    built.set_main_option("script_location", str(VERSIONS))
    built.set_main_option("path_separator", "os")
    if more is not None:
        built.set_main_option("version_locations", f"{VERSIONS / 'versions'}{os.pathsep}{more}")
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


def _upgrade_on(connection: Connection, more: Path | None) -> None:
    command.upgrade(configuration(connection, more), "head")
