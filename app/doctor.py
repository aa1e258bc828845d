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
from app.core.backups import BackupError, Backups
from app.core.embedded import EmbeddedError
from app.core.migrations import OLDEST_POSTGRESQL, pending
from app.core.opening import UnreachableError, opened
from app.core.revisions import MigrationError
from app.core.settings import Settings

_LITTLE_ROOM_BYTES: Final = 1024**3
_CLOCKS_MAY_DIFFER: Final = timedelta(seconds=2)
_FIRST_BACKUP_WITHIN: Final = timedelta(days=1)
_BACKUP_EVERY: Final = timedelta(days=8)


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
            if settings.dsn is None:
                yield await _backup(settings, dsn)
    except BackupError as error:
        yield Finding("backup", str(error), "see above")
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
        encoding = await connection.fetchval("SHOW server_encoding")
        yield Finding("encoding", encoding, None if encoding == "UTF8" else "use a database in UTF8")
        yield await _durability(connection)
        if await connection.fetchval("SHOW data_checksums") == "on":
            yield Finding("checksums", "a page that the disk has spoiled is noticed")
        else:
            yield Finding(
                "checksums", "a page that the disk has spoiled is not noticed", "stop it and run pg_checksums --enable"
            )
        yield await _clock(connection)
        schema = await _schema(dsn)
        yield schema
        if schema.remedy is None:
            for finding in await _asked(connection):
                yield finding
    finally:
        await connection.close()


async def _durability(connection: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    weak = [
        name
        for name in ("fsync", "full_page_writes", "synchronous_commit")
        if await connection.fetchval(f"SHOW {name}") == "off"
    ]
    if weak:
        what = ", ".join(weak)
        return Finding("durability", f"{what} off: a crash can lose what was acknowledged", f"set {what} = on")
    return Finding("durability", "what is acknowledged survives a crash")


async def _clock(connection: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    apart = abs(datetime.now(UTC) - await connection.fetchval("SELECT clock_timestamp()"))
    if apart > _CLOCKS_MAY_DIFFER:
        return Finding(
            "clock",
            f"database and program differ by {apart.total_seconds():.1f} s",
            "let both machines keep time (NTP): tokens run out by the program's clock",
        )
    return Finding("clock", "database and program agree")


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of the database: the number of things that are wrong, and in words which, where that helps."""

    about: str
    sql: str
    well: str
    wrong: str
    remedy: str


_QUESTIONS: Final = (
    _Question(
        "indexes",
        "SELECT count(*), string_agg(indexrelid::regclass::text, ', ') FROM pg_index "
        "WHERE NOT indisvalid OR NOT indisready",
        "all are valid",
        "not valid: {which}",
        "run `python -m app migrate`, then REINDEX INDEX CONCURRENTLY what is left",
    ),
    _Question(
        "states",
        """
        SELECT count(*), string_agg(key, ', ') FROM (
            SELECT community.slug || '-' || problem.number AS key FROM community JOIN (
                SELECT * FROM problem ORDER BY updated_at DESC LIMIT 1000) AS problem
                ON problem.community_id = community.id
             WHERE problem.state <> CASE WHEN problem.closed_at IS NOT NULL THEN 'closed' WHEN EXISTS (
                   SELECT FROM solution WHERE solution.problem_id = problem.id
                      AND solution.status IN ('validated', 'stale')) THEN 'solved' ELSE 'open' END) AS wrong
        """,
        "those of the last thousand problems are what their solutions make of them",
        "not what its solutions make of it: {which}",
        "this is a defect: report it with the events of these problems",
    ),
    _Question(
        "feed",
        "SELECT count(*), NULL FROM event "
        "WHERE open AND NOT personal AND xid >= pg_snapshot_xmax(pg_current_snapshot())",
        "every event lies before all that are to come",
        "{count} events lie ahead of the server that gave them their places",
        "this database was restored: stop the program and run `python -m app begin-epoch`",
    ),
    _Question(
        "transactions",
        "SELECT count(*), string_agg(pid::text, ', ') FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND xact_start < clock_timestamp() - interval '1 minute'",
        "none holds the feed of events back",
        "open for more than a minute, so that the feed of events stands still: process {which}",
        "end it with pg_terminate_backend",
    ),
    _Question(
        "sweep",
        "SELECT count(*), NULL FROM solution WHERE next_assessment_at < clock_timestamp() - interval '5 minutes'",
        "no evidence waits to be reckoned with",
        "{count} solutions are to be assessed anew for five minutes and more",
        "let the program run: it does that by itself",
    ),
    _Question(
        "jobs",
        "SELECT count(*), string_agg(DISTINCT kind, ', ') FROM job WHERE state = 'failed'",
        "none was given up",
        "{count} were given up after many tries: {which}",
        "see why in GET /api/v1/jobs?state=failed, and try them again with PUT /api/v1/jobs/…/retry",
    ),
    _Question(
        "worker",
        """
        SELECT (SELECT count(*) FROM job WHERE state IN ('waiting', 'running')
                   AND due_at < clock_timestamp() - interval '5 minutes'
                   AND NOT EXISTS (SELECT FROM job AS before WHERE before.lane = job.lane
                                      AND before.position < job.position AND before.state IN ('waiting', 'running')))
             + (SELECT count(*) FROM consumer WHERE EXISTS (
                    SELECT FROM event WHERE event.open AND NOT event.personal
                       AND (event.xid, event.position) > (consumer.xid, consumer.position)
                       AND event.at < clock_timestamp() - interval '5 minutes')), NULL
        """,
        "nothing waits for a worker",
        "{count} jobs or consumers of the feed wait for five minutes and more",
        "let one run: ALLIANCE_BACKGROUND_WORKERS, or `python -m app worker`; its log says what fails",
    ),
    _Question(
        "archive",
        "SELECT (last_failed_time > coalesce(last_archived_time, '-infinity'))::int, last_failed_wal "
        "FROM pg_stat_archiver WHERE last_failed_time IS NOT NULL UNION ALL SELECT 0, NULL LIMIT 1",
        "the write-ahead log is kept where it is to be",
        "{which} could not be archived; the server keeps it until it can",
        "make room in ALLIANCE_BACKUP_DIR, or let the server's account write there",
    ),
)


async def _asked(connection: "asyncpg.Connection[asyncpg.Record]") -> list[Finding]:
    findings = []
    for question in _QUESTIONS:
        count, which = await connection.fetchrow(question.sql) or (0, None)
        if count:
            words = question.wrong.format(count=count, which=which)
            findings.append(Finding(question.about, words, question.remedy))
        else:
            findings.append(Finding(question.about, question.well))
    return findings


async def _backup(settings: Settings, dsn: str) -> Finding:
    """Of the embedded server; what was written today needs none yet."""
    backups = Backups(settings.backups).all()
    connection = await asyncpg.connect(dsn, timeout=10)
    try:
        since = await connection.fetchval("SELECT min(at) FROM event WHERE open AND NOT personal")
    except asyncpg.UndefinedTableError:
        since = None
    finally:
        await connection.close()
    now = datetime.now(UTC)
    remedy = "run `python -m app backup`, and let a timer do it"
    if not backups:
        young = since is None or now - since < _FIRST_BACKUP_WITHIN
        return Finding("backup", "there is none", None if young else remedy)
    age = now - backups[-1].ended_at
    words = f"the newest is of {backups[-1].ended_at:%Y-%m-%d %H:%M} UTC"
    return Finding("backup", words, remedy if age > _BACKUP_EVERY else None)


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
