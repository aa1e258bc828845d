"""Every operation at every size and number of clients: the service beside itself, the floor and the usual way."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from app.auth.keys import Keys
from benchmarks import records
from benchmarks.asking import World
from benchmarks.load import Crowd
from benchmarks.operations import Operation
from benchmarks.results import Found
from benchmarks.servers import FLOOR, RECORDING, SERVICE, SMALLER, TWIN, USUAL, Server, start, stop
from benchmarks.turns import Contestant, Pace, take_turns

SERVICE_FOLDER = records.FOLDER / "service"
STANDARD = 100_000
"""The size that marks are about, and that a larger one is held against."""
MARKED_CLIENTS = 8
_LOOKED_AT = 12
"""So many answers of the service and the floor are compared, byte by byte, before an operation is measured."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One operation at one size with so many clients."""

    operation: Operation
    problems: int
    clients: int

    @property
    def key(self) -> str:
        return f"{self.operation.name}/{self.problems}/{self.clients}"

    def servers(self) -> list[str]:
        """Who takes turns. The usual way only where a mark speaks of it; the smaller record beside the larger."""
        names = [SERVICE, TWIN, FLOOR]
        marked = (self.problems, self.clients) == (STANDARD, MARKED_CLIENTS)
        if self.operation.writes and marked:
            names.append(RECORDING)
        if self.operation.usual_mark is not None and marked:
            names.append(USUAL)
        if self.problems > STANDARD:
            names.append(SMALLER)
        return names

    def needs(self, pace: Pace) -> float:
        return pace.needs(len(self.servers()))


@dataclass(frozen=True, slots=True)
class Stage:
    """Servers that run on records, and the worlds that requests are made of, by server."""

    running: dict[str, Server]
    worlds: dict[str, World]


@asynccontextmanager
async def stage(server_dsn: str, problems: int, names: Iterable[str]) -> AsyncIterator[Stage]:
    """Starts these servers on the record of this size."""
    dsns = {problems: await records.copy(server_dsn, problems)}
    chosen = set(names)
    if SMALLER in chosen:
        dsns[STANDARD] = await records.copy(server_dsn, STANDARD)
    keys = Keys.load(SERVICE_FOLDER / "keys")
    built = Stage({}, {})
    try:
        links = {size: await asyncpg.connect(dsn, server_settings=_OURS) for size, dsn in dsns.items()}
        worlds = {size: World(link, keys) for size, link in links.items()}
        for name in sorted(chosen):
            size = STANDARD if name == SMALLER else problems
            built.running[name] = await start(name, dsns[size], SERVICE_FOLDER)
            built.worlds[name] = worlds[size]
        yield built
        for link in links.values():
            await link.close()
    finally:
        stop(built.running.values())


_OURS = {"application_name": "bench", "statement_timeout": "0", "jit": "off"}


async def measure(on: Stage, cell: Cell, pace: Pace) -> Found:
    """All rounds of one operation at one number of clients."""
    contestants = []
    for name in cell.servers():
        server, crowd = on.running[name], await Crowd.of(on.running[name].port, cell.clients)
        ask = await cell.operation.asking(on.worlds[name], crowd, server.place)
        contestants.append(Contestant(name, server, crowd, ask, cell.operation.status))
    different = await _differences(on, cell.operation, contestants) if cell.operation.same_bytes else 0
    figures, wrong = await take_turns(on.worlds[SERVICE].link, contestants, pace)
    for each in contestants:
        each.crowd.close()
    return Found(cell.operation.name, cell.problems, cell.clients, figures, wrong, different)


async def _differences(on: Stage, operation: Operation, contestants: Sequence[Contestant]) -> int:
    """How many answers of the floor are not the service's, byte by byte; cursors apart, which are sealed."""
    pair = [each for each in contestants if each.name in (SERVICE, FLOOR)]
    asks = [await operation.asking(on.worlds[each.name], each.crowd, each.server.place) for each in pair]
    different = 0
    for _ in range(_LOOKED_AT):
        ours, theirs = [(await each.crowd.ask(ask())).body for each, ask in zip(pair, asks, strict=True)]
        different += _without_cursor(ours) != _without_cursor(theirs)
    return different


def _without_cursor(body: bytes) -> bytes:
    return body.partition(b'],"next_cursor":')[0]
