"""The memory of a worker: how much a hundred thousand requests of all kinds leave behind."""

from collections.abc import Iterator
from itertools import cycle
from typing import Final

from benchmarks.load import Ask, Crowd
from benchmarks.matrix import STANDARD, stage
from benchmarks.measure import Measure, Value
from benchmarks.operations import named
from benchmarks.pictures import curve
from benchmarks.servers import SERVICE

MOST_MEBIBYTES: Final = 150.0
MOST_GROWTH: Final = 1.05
"""How much more memory after the last request than after the first tenth still counts as flat."""
_REQUESTS, _STEP = 100_000, 10_000
_CLIENTS = 8
_MIX = (
    *("read_problem", "read_unchanged", "read_problem", "action_items", "read_unchanged", "read_problem"),
    *("list_problems", "read_unchanged", "read_problem", "feed", "read_problem", "read_unchanged"),
    *("list_of_many", "action_items", "read_problem", "post_problem", "read_unchanged", "give_validation"),
)


async def _take(server_dsn: str) -> Value:
    async with stage(server_dsn, STANDARD, (SERVICE,)) as on:
        server = on.running[SERVICE]
        crowd = await Crowd.of(server.port, _CLIENTS)
        asks = {name: await named(name).asking(on.worlds[SERVICE], crowd, server.place) for name in dict.fromkeys(_MIX)}
        found = [server.mebibytes()[0]]
        mixed = _mixed(asks)
        for _ in range(0, _REQUESTS, _STEP):
            await crowd.renew()
            await crowd.drive(mixed, requests=_STEP)
            found.append(server.mebibytes()[0])
        crowd.close()
    return {"step": _STEP, "mebibytes": found}


def _mixed(asks: dict[str, Ask]) -> Ask:
    def forever() -> Iterator[bytes]:
        for name in cycle(_MIX):
            yield asks[name]()

    return forever().__next__


def flat(value: Value) -> bool:
    found = value["mebibytes"]
    return bool(found[-1] <= found[1] * MOST_GROWTH)


def _said(value: Value) -> str:
    first, early, last = (value["mebibytes"][place] for place in (0, 1, -1))
    return f"{first:.0f} MiB at the start, {early:.0f} after {value['step']:,} requests, {last:.0f} at the end"


def _drawn(value: Value) -> str:
    points = [(place * value["step"], each) for place, each in enumerate(value["mebibytes"])]
    curve("memory", points, most=MOST_MEBIBYTES)
    return (
        f"The worker's resident memory over {_REQUESTS:,} requests, reads of all kinds, posts and validations among "
        f"them, by {_CLIENTS} clients: {_said(value)}.\n\n"
        "![Memory in MiB by requests; the line is the mark](performance/memory.svg)\n"
    )


MEMORY: Final = Measure("memory", "Memory of a worker", 180, _take, _said, _drawn)
