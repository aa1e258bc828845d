"""Makes a record fast: batches written by several processes, indexes made when the rows are there.

    python -m benchmarks.making postgresql://… 100000

The record is the one of `benchmarks.generate`, whoever writes which batch: batches take their transaction ids, and so
the places of their events in the feed, one after another.
"""

import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from multiprocessing.synchronize import Condition
from typing import TYPE_CHECKING

import asyncpg

from benchmarks.generate import Record, batches, counts, midnight, settle, unchecked
from benchmarks.rows import Rows

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

_SECONDARY = """
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
      JOIN pg_class t ON t.oid = i.indrelid
     WHERE t.relnamespace = 'public'::regnamespace AND NOT i.indisunique AND ($1::text[] IS NULL OR t.relname = ANY($1))
     ORDER BY pg_relation_size(t.oid), 1"""


async def make(dsn: str, problems: int, until: datetime | None = None, *, workers: int | None = None) -> None:
    """Fills an empty, migrated database, as its superuser."""
    end, workers = until or midnight(), workers or min(os.cpu_count() or 1, 8)
    link = await asyncpg.connect(dsn)
    try:
        await unchecked(link)
        async with without_secondary_indexes(link):
            estate = Record(Rows(link), problems, end)
            await estate.rows.send()
            await asyncio.to_thread(_write_apart, dsn, problems, end, workers)
        await settle(link)
        print("  vacuum", flush=True)
        await link.execute("VACUUM (FREEZE, ANALYZE)")
    finally:
        await link.close()


@asynccontextmanager
async def without_secondary_indexes(
    link: "asyncpg.Connection[asyncpg.Record]", tables: Sequence[str] | None = None
) -> AsyncIterator[None]:
    """Indexes that hold no constraint go while many rows come, and are made when they are there; of all tables, or of
    these."""
    secondary = await link.fetch(_SECONDARY, tables)
    for index in secondary:
        await link.execute(f"DROP INDEX {index['name']}")
    yield
    await link.execute("SET maintenance_work_mem = '512MB'")
    for index in secondary:
        print(f"  {index['name']}", flush=True)
        await link.execute(index["made"])


def _write_apart(dsn: str, problems: int, until: datetime, workers: int) -> None:
    context = multiprocessing.get_context("spawn")
    turn, moved = context.Value("i", 0), context.Condition()
    processes = [
        context.Process(target=_work, args=(dsn, problems, until, worker, workers, turn, moved), daemon=True)
        for worker in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            for other in processes:
                other.terminate()
            raise RuntimeError(f"a record could not be written: a process of ours ended with {process.exitcode}")


def _work(
    dsn: str, problems: int, until: datetime, worker: int, workers: int, turn: "Synchronized[int]", moved: Condition
) -> None:
    asyncio.run(_write(dsn, problems, until, worker, workers, turn, moved))


async def _write(
    dsn: str, problems: int, until: datetime, worker: int, workers: int, turn: "Synchronized[int]", moved: Condition
) -> None:
    """Every so manyth batch. Each takes its transaction id in its turn, then all copy at the same time."""
    link = await asyncpg.connect(dsn, server_settings={"idle_in_transaction_session_timeout": "0"})
    await unchecked(link)
    record = Record(Rows(link), problems, until)
    record.rows.forget()
    began = time.monotonic()
    for batch in batches(problems):
        if batch.number % workers != worker:
            continue
        record.write(batch)
        async with link.transaction():
            with moved:
                while not moved.wait_for(lambda number=batch.number: turn.value == number, _LOOK_SECONDS):  # type: ignore[misc]
                    _require_parent()
                await link.execute("SELECT pg_current_xact_id()")
                turn.value += 1
                moved.notify_all()
            await record.rows.copy()
        done = batch.problems[-1][0] + 1
        if batch.number % 20 == 0:
            rest = (time.monotonic() - began) / done * (problems - done)
            print(f"  {done:,} of {problems:,} problems; about {rest:.0f} s to go", flush=True)
    await link.close()


_LOOK_SECONDS = 10.0


def _require_parent() -> None:
    """Whose turn never comes looks whether there is still somebody to work for."""
    parent = multiprocessing.parent_process()
    if parent is None or not parent.is_alive():
        sys.exit("the record is made no further: who asked for it is gone")


async def _main(address: str, problems: int) -> None:
    began = time.monotonic()
    await make(address, problems)
    link = await asyncpg.connect(address)
    try:
        print(f"{dict(await counts(link))} in {time.monotonic() - began:.1f} s")
    finally:
        await link.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2])))
