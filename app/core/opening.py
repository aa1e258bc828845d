"""How a command gets to its database: the organization's own, the one of the program that serves this data folder at
the moment, or an embedded one for as long as the command runs."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

from app.core.archive import FOLDER as ARCHIVE
from app.core.database import DRIVER_ERRORS, is_unavailable
from app.core.embedded import EmbeddedPostgres, running
from app.core.settings import Settings

Report = Callable[[str], None]

_PATIENCE_SECONDS: Final = 60.0


class UnreachableError(Exception):
    """The database of ALLIANCE_DATABASE_URL cannot be used; one sentence says why."""


@asynccontextmanager
async def opened(settings: Settings, report: Report, *, alone: bool = False) -> AsyncIterator[str]:
    """The address of the database, for as long as it is wanted. `alone` refuses a data folder that another program
    serves; otherwise that program's database is used, and left running.

    EmbeddedError or UnreachableError says why there is none.
    """
    if settings.dsn is not None:
        await _until_reachable(settings.dsn, report)
        yield settings.dsn
        return
    shared = None if alone else running(settings.data_dir)
    if shared is not None:
        yield shared
        return
    server = EmbeddedPostgres(settings.data_dir, archived=settings.backups / ARCHIVE)
    address = await server.start(report)
    try:
        yield address
    finally:
        report("Stopping the database.")
        await server.stop()


async def _until_reachable(dsn: str, report: Report) -> None:
    """Waits for a database that is starting; a wrong name or password is refused at once."""
    until = time.monotonic() + _PATIENCE_SECONDS
    said = False
    while True:
        try:
            connection = await asyncpg.connect(dsn, timeout=10)
        except (*DRIVER_ERRORS, ValueError) as error:
            if not is_unavailable(error) or time.monotonic() > until:
                why = str(error) or type(error).__name__
                raise UnreachableError(f"The database of ALLIANCE_DATABASE_URL cannot be used: {why}") from error
            if not said:
                report("Waiting for the database.")
                said = True
            await asyncio.sleep(0.5)
        else:
            await connection.close()
            return
