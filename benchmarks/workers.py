"""Two workers against one: rates in turns, and who was busy meanwhile, since on a machine of few cores the clients and
the database want theirs too."""

import os
import time
from statistics import median
from typing import Final

import asyncpg

from benchmarks import records
from benchmarks.clocks import backend_seconds, idle_seconds, process_seconds, spent_between
from benchmarks.load import Crowd
from benchmarks.matrix import SERVICE_FOLDER, STANDARD, stage
from benchmarks.measure import Measure, Value
from benchmarks.operations import named
from benchmarks.results import is_void
from benchmarks.servers import SERVICE, TWIN, start, stop
from benchmarks.tables import table
from benchmarks.turns import ROUNDS, SECONDS, Contestant, Pace, take_turns

LEAST: Final = 1.6
CLIENTS: Final = 32
_OPERATIONS = ("read_problem", "list_problems")
_BUSY_SECONDS = 3.0


async def _take(server_dsn: str) -> Value:
    found: Value = {}
    async with stage(server_dsn, STANDARD, (SERVICE, TWIN)) as on:
        world = on.worlds[SERVICE]
        two = await start(SERVICE, records.reached(server_dsn, STANDARD), SERVICE_FOLDER, workers=2)
        try:
            for name in _OPERATIONS:
                contestants = []
                for label, server in (("one", on.running[SERVICE]), ("two", two), ("twin", on.running[TWIN])):
                    crowd = await Crowd.of(server.port, CLIENTS)
                    ask = await named(name).asking(world, crowd, server.place)
                    contestants.append(Contestant(label, server, crowd, ask))
                figures, _ = await take_turns(world.link, contestants, Pace(ROUNDS, SECONDS))
                rates = {label: [each.rate for each in turns] for label, turns in figures.items()}
                found[name] = {
                    "rates": {label: median(each) for label, each in rates.items()},
                    "ratios": [b / a for a, b in zip(rates["one"], rates["two"], strict=True)],
                    "null": [b / a for a, b in zip(rates["one"], rates["twin"], strict=True)],
                    "busy": await _busy(world.link, contestants[1]),
                }
        finally:
            stop([two])
    return found


async def _busy(link: "asyncpg.Connection[asyncpg.Record]", two: Contestant) -> dict[str, float]:
    """Who keeps how many cores busy, while there are two workers."""
    await two.crowd.renew()
    began, idle = time.perf_counter(), idle_seconds()
    workers, clients = two.server.seconds(), process_seconds(os.getpid())
    database = await backend_seconds(link, two.server.application)
    await two.crowd.drive(two.ask, _BUSY_SECONDS)
    busy = {
        "workers": two.server.seconds() - workers,
        "PostgreSQL": spent_between(database, await backend_seconds(link, two.server.application)),
        "clients": process_seconds(os.getpid()) - clients,
        "nobody": idle_seconds() - idle,
    }
    took = time.perf_counter() - began
    cores = {who: seconds / took for who, seconds in busy.items()}
    return {**cores, "others": max(0.0, (os.cpu_count() or 1) - sum(cores.values()))}


def limited(each: Value) -> bool:
    """Whether the machine had nothing left for a second worker."""
    return bool(each["busy"]["nobody"] < _NOTHING_LEFT)


_NOTHING_LEFT = 0.3


def _said(value: Value) -> str:
    return "; ".join(
        f"{name} {median(each['ratios']):.2f}, {each['busy']['nobody']:.2f} cores idle" for name, each in value.items()
    )


def _drawn(value: Value) -> str:
    rows = []
    for name, each in value.items():
        busy = ", ".join(f"{who} {cores:.2f}" for who, cores in each["busy"].items())
        ratios, void = each["ratios"], is_void(each["null"], times=2)
        rows.append(
            [
                named(name).title + (" (void)" if void else ""),
                f"{each['rates']['one']:.0f}",
                f"{each['rates']['two']:.0f}",
                f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
                f"{median(each['null']):.2f}",
                busy,
            ]
        )
    heads = [
        "Operation",
        "one, a second",
        "two, a second",
        "two ÷ one",
        "one ÷ one",
        "Cores kept busy with two, by whom",
    ]
    said = (
        f"{CLIENTS} clients, in turns of a second. Where next to no core is left to nobody, the machine is the limit, "
        "not the workers.\n\n"
    )
    return said + table(heads, rows)


WORKERS: Final = Measure(
    "workers", "Two workers against one", 2 * (Pace().needs(3) + _BUSY_SECONDS) + 20, _take, _said, _drawn
)
