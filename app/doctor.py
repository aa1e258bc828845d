"""What is wrong, and what to do about it: settings, database, migrations, keys, clock, disk. Changes nothing of
what is kept."""

import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import asyncpg

from app.auth.keys import problems_of
from app.core.embedded import EmbeddedError
from app.core.migrations import OLDEST_POSTGRESQL, MigrationError, pending
from app.core.opening import UnreachableError, opened
from app.core.settings import Settings

_LITTLE_ROOM_BYTES: Final = 1024**3
_CLOCKS_MAY_DIFFER: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `remedy` is what to do; None where all is well."""

    about: str
    words: str
    remedy: str | None = None


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Looks at everything, one finding after another; the settings themselves are sound where this is reached."""
    yield Finding("settings", f"sound; data in {settings.data_dir}")
    yield _python()
    yield _disk(settings)
    for finding in _keys(settings):
        yield finding
    yield _offset(settings)
    if settings.dsn is None and not (settings.data_dir / "postgres" / "PG_VERSION").exists():
        yield Finding("database", "not made yet; the first `serve` makes it")
        return
    try:
        async with opened(settings, lambda _: None) as dsn:
            async for finding in _database(dsn):
                yield finding
    except (EmbeddedError, UnreachableError) as error:
        yield Finding("database", str(error), "see above; the log in the data folder tells more")


async def _database(dsn: str) -> AsyncIterator[Finding]:
    connection = await asyncpg.connect(dsn, timeout=10)
    try:
        number = int(await connection.fetchval("SHOW server_version_num"))
        version = await connection.fetchval("SHOW server_version")
        if number < OLDEST_POSTGRESQL * 10000:
            yield Finding("database", f"PostgreSQL {version}", f"use PostgreSQL {OLDEST_POSTGRESQL} or newer")
        else:
            yield Finding("database", f"PostgreSQL {version}, reachable")
        weak = [
            name
            for name in ("fsync", "full_page_writes", "synchronous_commit")
            if await connection.fetchval(f"SHOW {name}") == "off"
        ]
        if weak:
            what = ", ".join(weak)
            yield Finding("durability", f"{what} off: a crash can lose what was acknowledged", f"set {what} = on")
        else:
            yield Finding("durability", "what is acknowledged survives a crash")
        clock = await connection.fetchval("SELECT clock_timestamp()")
    finally:
        await connection.close()
    apart = abs(datetime.now(UTC) - clock)
    if apart > _CLOCKS_MAY_DIFFER:
        yield Finding(
            "clock",
            f"database and program differ by {apart.total_seconds():.1f} s",
            "let both machines keep time (NTP): tokens run out by the program's clock",
        )
    else:
        yield Finding("clock", "database and program agree")
    yield await _schema(dsn)


async def _schema(dsn: str) -> Finding:
    try:
        missing = await pending(dsn)
    except MigrationError as error:
        return Finding("migrations", str(error), "run the newer program, or restore a backup of before")
    if missing:
        return Finding("migrations", f"{len(missing)} not applied", "run `python -m app migrate`")
    return Finding("migrations", "all applied")


def _python() -> Finding:
    return Finding("python", sys.version.split()[0])


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    while not folder.exists():
        folder = folder.parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("disk", f"{folder} cannot be looked at ({error.strerror})", "let this account read it")
    room = f"{free / 1024**3:.1f} GiB free"
    return Finding("disk", room, "make room: a full disk stops every write" if free < _LITTLE_ROOM_BYTES else None)


def _keys(settings: Settings) -> list[Finding]:
    folder = settings.data_dir / "keys"
    if not folder.exists():
        return [Finding("keys", "not made yet; the first `serve` makes them")]
    wrong = problems_of(folder)
    return [Finding("keys", each, "see above") for each in wrong] or [Finding("keys", "sound, and their owner's alone")]


def _offset(settings: Settings) -> Finding:
    if settings.clock_offset:
        return Finding(
            "clock offset",
            f"every change is dated {settings.clock_offset.total_seconds():+g} s from now",
            "unset ALLIANCE_CLOCK_OFFSET, unless this is a rehearsal",
        )
    return Finding("clock offset", "none")
