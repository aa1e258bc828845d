"""One process that does what is to be done beside requests, until told to stop."""

import asyncio
import logging
from typing import Final

from app.auth.keys import Keys
from app.core.database import DRIVER_ERRORS, Database, is_unavailable
from app.core.outgoing import Limits, open_client
from app.core.settings import Settings
from app.jobs.doing import Doing
from app.jobs.kinds import CONSUMERS, KINDS
from app.jobs.working import Working

log = logging.getLogger(__name__)

_USER_AGENT: Final = "Alliance"
_AWAY_SECONDS: Final = 1.0


async def work(settings: Settings, dsn: str, stop: asyncio.Event) -> None:
    """On a migrated database at `dsn`, which may be away for a while."""
    keys = Keys.load(settings.data_dir / "keys")
    database = Database(
        dsn,
        pool_size=settings.database_pool_size,
        lock_timeout_seconds=settings.lock_timeout_seconds,
        statement_timeout_seconds=settings.statement_timeout_seconds,
        application_name="alliance worker",
        belled=True,
    )
    while not await _opened(database):
        if stop.is_set():
            return
        await asyncio.sleep(_AWAY_SECONDS)
    limits = Limits(seconds=settings.outgoing_seconds)
    try:
        async with open_client(settings.outgoing_allowed_networks, limits, _USER_AGENT) as client:
            doing = Doing(database, settings, keys.seals, client)
            await Working(doing, KINDS, CONSUMERS).work(stop, settings.graceful_seconds)
    finally:
        await database.close()


async def _opened(database: Database) -> bool:
    try:
        await database.open()
    except DRIVER_ERRORS as error:
        if not is_unavailable(error):
            raise
        log.warning("the worker waits for the database: %s", type(error).__name__)
        return False
    return True
