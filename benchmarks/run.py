"""`make bench`: every operation, on the service and beside it, and what came of it written into docs/performance.md.

The servers take turns of a second or two, forwards in one round and backwards in the next, so that what disturbs the
machine disturbs all of them. What is compared is CPU a request (of the server's process and of PostgreSQL's processes
that work for it): pairs within a round, then their median. The service runs twice; where the two differ by more than
a twentieth the run is void.
"""

import argparse
import gc
import sys
from pathlib import Path
from statistics import median, quantiles

import asyncpg
import uvloop

from app.auth.keys import Keys
from app.core.embedded import EmbeddedPostgres
from benchmarks import report
from benchmarks.clocks import backend_seconds, process_seconds, resident_mebibytes, spent_between
from benchmarks.load import Crowd
from benchmarks.operations import OPERATIONS, Operation, World
from benchmarks.report import Facts, Figures, Found
from benchmarks.servers import FLOOR, SERVERS, SERVICE, TWIN, USUAL, Server, database, start, stop

_FOLDER = Path("var/bench")
_LOOKED_AT = 12
"""So many answers of the service and the floor are compared, byte by byte, before an operation is measured."""


async def measure(arguments: argparse.Namespace) -> None:
    chosen = [each for each in OPERATIONS if arguments.only in (None, each.name)]
    if not chosen:
        sys.exit(f"There is no operation {arguments.only}: take one of {', '.join(o.name for o in OPERATIONS)}.")
    postgres = EmbeddedPostgres((_FOLDER / "database").absolute())
    server_dsn = await postgres.start(print)
    running: list[Server] = []
    try:
        dsn = await database(server_dsn, arguments.problems)
        keys = Keys.load((_FOLDER / "service" / "keys").absolute())
        for name in arguments.servers.split(","):
            server = await start(name, dsn, (_FOLDER / "service").absolute())
            running.append(server)
        link = await asyncpg.connect(dsn, server_settings={"application_name": "bench"})
        world = World(link, keys)
        for operation in chosen:
            for clients in map(int, arguments.clients.split(",")):
                found = await _operation(world, operation, running, clients, arguments)
                print(report.line(found))
                report.keep(found)
        facts = Facts(memory=resident_mebibytes(running[0].process.pid))
        await link.close()
    finally:
        for server in running:
            stop(server)
        await postgres.stop()
    if arguments.only is None:
        facts.started = await _start_to_first_answer()
        report.keep_facts(facts)
    report.draw()


async def _operation(
    world: World, operation: Operation, running: list[Server], clients: int, arguments: argparse.Namespace
) -> Found:
    """All rounds of one operation at one number of clients."""
    servers = [each for each in running if each.name != USUAL or operation.usual]
    crowds = {each.name: await Crowd.of(each.port, clients) for each in servers}
    asks = {each.name: await operation.asking(world, crowds[each.name], each.place) for each in servers}
    different = await _differences(world, operation, servers, crowds) if operation.same_bytes else 0
    figures: dict[str, list[Figures]] = {each.name: [] for each in servers}
    wrong = 0
    for turn in range(arguments.rounds + 1):
        for server in servers if turn % 2 else reversed(servers):
            gc.collect()
            await crowds[server.name].renew()
            before = await backend_seconds(world.link, server.application)
            spent = process_seconds(server.process.pid)
            segment = await crowds[server.name].drive(asks[server.name], arguments.seconds)
            spent = process_seconds(server.process.pid) - spent
            after = await backend_seconds(world.link, server.application)
            wrong += segment.answered - segment.statuses[operation.status]
            if turn == 0:
                continue  # the first round warms connections, statements and memory
            ordered = sorted(segment.latencies)
            figures[server.name].append(
                Figures(
                    service=spent / segment.answered,
                    database=spent_between(before, after) / segment.answered,
                    rate=segment.answered / segment.seconds,
                    median=median(ordered),
                    p99=quantiles(ordered, n=100)[98] if len(ordered) > 1 else ordered[0],
                )
            )
    for crowd in crowds.values():
        crowd.close()
    return Found(operation.name, arguments.problems, clients, figures, wrong, different)


async def _differences(world: World, operation: Operation, servers: list[Server], crowds: dict[str, Crowd]) -> int:
    """How many answers of the floor are not the service's, byte by byte; cursors apart, which are sealed."""
    asks = {
        each.name: await operation.asking(world, crowds[each.name], each.place)
        for each in servers
        if each.name in (SERVICE, FLOOR)
    }
    if FLOOR not in asks:
        return 0
    different = 0
    for _ in range(_LOOKED_AT):
        ours, theirs = [(await crowds[name].ask(asks[name]())).body for name in (SERVICE, FLOOR)]
        different += _without_cursor(ours) != _without_cursor(theirs)
    return different


def _without_cursor(body: bytes) -> bytes:
    return body.partition(b'],"next_cursor":')[0]


async def _start_to_first_answer() -> float:
    """Of the second start on a data folder of its own, the embedded database included; the first one makes it."""
    folder = (_FOLDER / "start").absolute()
    for _ in range(2):
        server = await start(SERVICE, None, folder)
        stop(server)
    return server.started_in


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default=None, help="one operation, by name")
    parser.add_argument("--problems", type=int, default=100_000, help="size of the record")
    parser.add_argument("--clients", default="1,8,32", help="numbers of clients")
    parser.add_argument("--rounds", type=int, default=6, help="rounds, an even number")
    parser.add_argument("--seconds", type=float, default=1.5, help="length of a turn")
    parser.add_argument("--servers", default=",".join(SERVERS), help="what takes turns")
    arguments = parser.parse_args()
    if arguments.rounds % 2:
        parser.error("an even number of rounds: each server is as often first as last")
    if not {SERVICE, TWIN} <= set(arguments.servers.split(",")):
        parser.error(f"{SERVICE} and {TWIN} are always there: they are the null pair")
    uvloop.run(measure(arguments))


if __name__ == "__main__":
    main()
