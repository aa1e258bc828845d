"""Backing up and restoring as commands: `python -m app backup`, `restore`, `begin-epoch`."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import asyncpg

from app.core.backups import BackupError, Backups
from app.core.migrations import pending
from app.core.opening import opened
from app.core.restoring import Restoring
from app.core.settings import Settings
from app.events.epoch import begin_epoch

Report = Callable[[str], None]

_OWN: Final = (
    "The database is your own (ALLIANCE_DATABASE_URL): back it up and restore it with its own tools, as "
    "docs/operation.md says."
)
_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


async def back_up(settings: Settings, say: Report, *, incremental: bool, keep: int | None) -> None:
    """Makes a backup beside whatever runs, and removes those that are not to be kept any longer."""
    if settings.dsn is not None:
        raise BackupError(_OWN)
    backups = Backups(settings.backups)
    async with opened(settings, say) as dsn:
        say("Backing up.")
        made = await backups.make(settings.data_dir, dsn, incremental=incremental)
    say(f"Done: {backups.folder / made.name}, {made.size_bytes / 1024**2:.1f} MiB, as its manifest says.")
    for name in [] if keep is None else await backups.keep_only(keep):
        say(f"Removed {name}.")


async def restore(settings: Settings, say: Report, *, to_time: datetime | None, trial: bool) -> None:
    """Restores into the data folder, once a trial has shown that it works; or only tries, beside whatever runs."""
    if settings.dsn is not None:
        raise BackupError(_OWN)
    restoring = Restoring(settings.data_dir, Backups(settings.backups))
    if trial:
        await _try(restoring, say, to_time)
        restoring.forget()
        say("It can be restored; nothing was changed.")
        return
    async with restoring.alone():
        await _try(restoring, say, to_time)
        aside = restoring.replace()
    if aside is not None:
        say(f"What was there is kept in {aside}: remove it when it is needed no longer.")
    say("Restored. Readers of the feed of events begin again; `python -m app serve` starts it.")


async def start_epoch(settings: Settings, say: Report) -> None:
    """For a database that was restored with tools of one's own."""
    async with opened(settings, say, alone=settings.dsn is None) as dsn:
        await begin_epoch(dsn)
    say("A new epoch begins: readers of the feed of events begin again.")


async def _try(restoring: Restoring, say: Report, to_time: datetime | None) -> None:
    async with restoring.trial(to_time, say) as dsn:
        missing = await pending(dsn)
        link = await asyncpg.connect(dsn)
        try:
            tables = [record["tablename"] for record in await link.fetch(_TABLES)]
            # Every value is read, and with it every page's checksum reckoned.
            rows = sum([await link.fetchval(f'SELECT count(t::text) FROM "{name}" AS t') for name in tables])
            last = await link.fetchval("SELECT max(at) FROM event")
        finally:
            await link.close()
        await begin_epoch(dsn)
        say(f"It has started, and all of it can be read: {rows} rows in {len(tables)} tables.")
        say("No event is in it." if last is None else f"The last event in it is of {last:%Y-%m-%d %H:%M:%S} UTC.")
        if missing:
            say(f"Its schema is older than this program's ({len(missing)} to apply at the next start).")
