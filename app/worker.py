"""One process that does what is to be done beside requests, until told to stop."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from app.auth.keys import Keys
from app.core.database import DRIVER_ERRORS, Database, is_unavailable
from app.core.outgoing import Limits, open_client
from app.core.sealing import Seals
from app.core.settings import Settings
from app.integrations.base import PATIENCE
from app.integrations.calling import LONGEST_ANSWER
from app.jobs.doing import Doing
from app.jobs.kinds import CONSUMERS, KINDS
from app.jobs.working import Working

log = logging.getLogger(__name__)

_USER_AGENT: Final = "Alliance"
_AWAY_SECONDS: Final = 1.0
_BEYOND_SECONDS: Final = 5.0
_BEYOND_BYTES: Final = 1_000_000


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
    try:
        async with ready(settings, database, keys.seals) as doing:
            await Working(doing, KINDS, CONSUMERS).work(stop, settings.graceful_seconds)
    finally:
        await database.close()


@asynccontextmanager
async def ready(settings: Settings, database: Database, seals: Seals) -> AsyncIterator[Doing]:
    """What all jobs share. Ticket systems have connections of their own, so that a slow one holds up no webhook, and
    limits just beyond those that `app/integrations` keeps by itself and can give its reasons for."""
    allowed = settings.outgoing_allowed_networks
    receivers = Limits(seconds=settings.outgoing_seconds)
    of_systems = Limits(seconds=PATIENCE + _BEYOND_SECONDS, body_bytes=LONGEST_ANSWER + _BEYOND_BYTES)
    async with (
        open_client(allowed, receivers, _USER_AGENT) as http,
        open_client(allowed, of_systems, _USER_AGENT) as systems,
    ):
        yield Doing(database, settings, seals, http, systems)


async def _opened(database: Database) -> bool:
    try:
        await database.open()
    except DRIVER_ERRORS as error:
        if not is_unavailable(error):
            raise
        log.warning("the worker waits for the database: %s", type(error).__name__)
        return False
    return True
