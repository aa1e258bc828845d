"""The records that are measured on: made once a month in var/bench, copied for each run.

python -m benchmarks.records 1000 100000 1000000
"""

import argparse
import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from app.core.cluster import ROLE, SUPERUSER
from app.core.database import Database
from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.services.upkeep import reassess_due
from benchmarks.making import make
from benchmarks.multiplying import multiply

FOLDER = Path("var/bench").absolute()
SIZES = (1_000, 100_000, 1_000_000)
_LARGEST_COPIED = 100_000
_SCHEMA = Path("alembic/versions")


@asynccontextmanager
async def postgres(*, durable: bool = True) -> AsyncIterator[str]:
    """The embedded server of all records, as the product brings it."""
    server = EmbeddedPostgres(FOLDER / "database", durable=durable)
    dsn = await server.start(lambda said: print(said, flush=True))
    try:
        yield dsn
    finally:
        await server.stop()


async def record(server_dsn: str, problems: int) -> str:
    """The name of the database that holds the record of this size, made where it is not there: once a month, since
    what it says of freshness is true for two. One made by an older program is migrated; made anew where a migration
    that it was made by reads otherwise now."""
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    name = f"record_{problems}_{month:%Y%m}"
    owner = await asyncpg.connect(as_superuser(server_dsn, "postgres"))
    try:
        made_by = await owner.fetchval(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", name
        )
        schema = _schema()
        if made_by is not None and made_by != schema:
            if schema.startswith(f"{made_by} "):
                await migrate(named(server_dsn, name), print)
            else:
                print(f"The record of {problems:,} problems has another schema and is made anew.", flush=True)
                await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
                made_by = None
        if made_by is None:
            began = time.monotonic()
            print(f"Making the record of {problems:,} problems.", flush=True)
            await owner.execute("DROP DATABASE IF EXISTS making WITH (FORCE)")
            await owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await _make(server_dsn, owner, problems, month)
            await owner.execute(f"ALTER DATABASE making RENAME TO {name}")
            size = await owner.fetchval("SELECT pg_database_size($1)", name)
            print(f"Made in {time.monotonic() - began:.0f} s; {size / 1024**2:,.0f} MiB.", flush=True)
        if made_by != schema:
            await owner.execute(f"COMMENT ON DATABASE {name} IS '{schema}'")
    finally:
        await owner.close()
    return name


async def _make(server_dsn: str, owner: "asyncpg.Connection[asyncpg.Record]", problems: int, until: datetime) -> None:
    """In the database `making`: written problem by problem, or, above what is copied, as a multiple of that record."""
    times, rest = divmod(problems, _LARGEST_COPIED)
    if times > 1 and not rest:
        source = await record(server_dsn, _LARGEST_COPIED)
        await owner.execute(f"CREATE DATABASE making OWNER {ROLE} TEMPLATE {source} STRATEGY FILE_COPY")
        await multiply(as_superuser(server_dsn, "making"), times)
        return
    await owner.execute(f"CREATE DATABASE making OWNER {ROLE}")
    await migrate(named(server_dsn, "making"), lambda _: None)
    await make(as_superuser(server_dsn, "making"), problems, until)


async def copy(server_dsn: str, problems: int) -> str:
    """A fresh copy of the record of this size, and how to reach it; of the largest, which would take minutes, the
    record itself, since the few thousand rows that a run adds are nothing to it."""
    source, name = await record(server_dsn, problems), f"bench_{problems}"
    if problems > _LARGEST_COPIED:
        return await _up_to_now(named(server_dsn, source))
    owner = await asyncpg.connect(as_superuser(server_dsn, "postgres"))
    try:
        await owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await owner.execute(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {source} STRATEGY FILE_COPY")
        await owner.execute("CHECKPOINT")
    finally:
        await owner.close()
    return await _up_to_now(named(server_dsn, name))


async def _up_to_now(dsn: str) -> str:
    """What time has brought about since the record was made is done before anything is measured: a server that does it
    meanwhile works for nobody who asks, and what was read a moment ago is read otherwise."""
    async with Database(dsn, pool_size=1) as database:
        await reassess_due(database, timedelta(0))
    return dsn


def reached(server_dsn: str, problems: int) -> str:
    """How to reach the copy that stands already."""
    return named(server_dsn, f"bench_{problems}")


def as_superuser(dsn: str, name: str) -> str:
    return named(dsn.replace(f"//{ROLE}@", f"//{SUPERUSER}@"), name)


def named(dsn: str, name: str) -> str:
    """Another database of the same server."""
    head, _, query = dsn.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"


def _schema() -> str:
    """Each migration and a digest of what it says, in their order."""
    return " ".join(
        f"{path.name[:4]}:{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}" for path in sorted(_SCHEMA.glob("*.py"))
    )


async def _main(sizes: Sequence[int]) -> None:
    async with postgres(durable=False) as dsn:
        for problems in sizes:
            await record(dsn, problems)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description=__doc__)
    parser.add_argument("problems", type=int, nargs="*", default=SIZES, help="sizes of records")
    asyncio.run(_main(parser.parse_args().problems))
