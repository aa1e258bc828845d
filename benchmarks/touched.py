"""How many buffers PostgreSQL touches for a request, at a hundred thousand problems and at a million.

What the service sends for each operation, with its real parameters, is sent again on connections with the service's own
settings, changes inside a transaction that is rolled back; how much was touched, checks of foreign keys and all, the
server's own counters of the connection say."""

from collections.abc import Sequence
from typing import Final

import asyncpg

from app.auth.keys import Keys
from app.core.statements import Link
from benchmarks import records
from benchmarks.asking import World
from benchmarks.matrix import SERVICE_FOLDER, STANDARD
from benchmarks.measure import Measure, Value
from benchmarks.operations import OPERATIONS, Operation, named
from benchmarks.sent import Sent, listening
from benchmarks.tables import table

MOST: Final = 1.2
LARGER: Final = max(records.SIZES)
_REQUESTS = 80
_PASSES = 6
"""Times that all is sent before it is counted: by then plans are made and kept."""
_SESSION = {"application_name": "bench", "timezone": "UTC", "jit": "off"}
_READING = {"plan_cache_mode": "force_generic_plan", "default_transaction_read_only": "on"}
_TOUCHED = (
    "SELECT coalesce(sum(coalesce(hits, 0) + coalesce(reads, 0)), 0)::bigint"
    " FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object = 'relation'"
)


async def _take(server_dsn: str) -> Value:
    return {str(size): await touched(server_dsn, size) for size in (STANDARD, LARGER)}


async def touched(server_dsn: str, problems: int, operations: Sequence[Operation] = OPERATIONS) -> dict[str, float]:
    """Buffers a request, by operation."""
    dsn = await records.copy(server_dsn, problems)
    link = await asyncpg.connect(dsn, server_settings=_SESSION)
    world = World(link, Keys.load(SERVICE_FOLDER / "keys"))
    async with listening(dsn, SERVICE_FOLDER) as service:
        heard = {each.name: await service.hear(world, each, _REQUESTS) for each in operations}
    await link.close()
    read = await asyncpg.connect(dsn, server_settings=_SESSION | _READING, statement_cache_size=2000)
    write = await asyncpg.connect(dsn, server_settings=_SESSION, statement_cache_size=2000)
    try:
        found = {}
        for name, requests in heard.items():
            for _ in range(_PASSES):
                await _send(read, write, requests)
            before = await _counted(read) + await _counted(write)
            between = await _counted(read) + await _counted(write)
            await _send(read, write, requests)
            after = await _counted(read) + await _counted(write)
            found[name] = (after - between - (between - before)) / len(requests)
        return found
    finally:
        await read.close()
        await write.close()


async def _send(read: Link, write: Link, requests: list[list[Sent]]) -> None:
    for request in requests:
        for each in request:
            link = read if each.reading else write
            if each.arguments:
                await link.fetch(each.sql, *each.arguments)
            else:
                await link.execute(each.sql)


async def _counted(link: Link) -> int:
    await link.execute("SELECT pg_stat_force_next_flush()")
    return int(await link.fetchval(_TOUCHED))


def ratios(value: Value) -> dict[str, float]:
    fewer, more = value[str(STANDARD)], value[str(LARGER)]
    return {name: more[name] / fewer[name] for name in fewer if name in more and fewer[name]}


def _said(value: Value) -> str:
    found = ratios(value)
    worst = max(found, key=lambda name: found[name])
    over = ", ".join(f"{name} {ratio:.2f}" for name, ratio in found.items() if ratio > MOST and name != worst)
    return f"{found[worst]:.2f} ({worst})" + (f"; over the mark too: {over}" if over else "")


def _drawn(value: Value) -> str:
    fewer, more = value[str(STANDARD)], value[str(LARGER)]
    rows = [
        [named(name).title, f"{fewer[name]:.0f}", f"{more[name]:.0f}", f"{ratio:.2f}"]
        for name, ratio in ratios(value).items()
    ]
    said = (
        "Buffers of 8 KiB that PostgreSQL touches for a request (found in its memory or read), all of its statements, "
        "checks of foreign keys included, by its own counters; changes are rolled back. The median of the time that it "
        "takes stands in the tables above.\n\n"
    )
    return said + table(["Operation", f"at {STANDARD:,}", f"at {LARGER:,}", "ratio"], rows)


BUFFERS: Final = Measure(
    "buffers", f"Buffers touched, {LARGER:,} problems against {STANDARD:,}", 60, _take, _said, _drawn
)
