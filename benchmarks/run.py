"""`make bench`: every operation, on the service and beside it, and what came of it written into docs/performance.md.

What was measured of this very program is not measured again, so that a run that was broken off goes on where it
stopped; what is asked for by name is.
"""

import argparse
import sys
import time
from collections.abc import Sequence

import uvloop

from benchmarks import records, report
from benchmarks.matrix import MARKED_CLIENTS, STANDARD, Cell, measure, stage
from benchmarks.measure import Measure
from benchmarks.measures import MEASURES
from benchmarks.operations import OPERATIONS, named
from benchmarks.results import Results
from benchmarks.turns import ROUNDS, SECONDS, Pace

_CLIENTS = (1, MARKED_CLIENTS, 32)


class Progress:
    """Says what is done and how long the rest takes."""

    def __init__(self, total: float) -> None:
        self._total, self._done, self._began = total, 0.0, time.monotonic()

    def done(self, needed: float, said: str) -> None:
        self._done += needed
        left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
        print(f"{said}  [{self._done / self._total:.0%}, {left / 60:.0f} min left]", flush=True)


async def run(cells: Sequence[Cell], measures: Sequence[Measure], pace: Pace, results: Results) -> None:
    total = sum(cell.needs(pace) for cell in cells) + sum(each.needs for each in measures)
    print(f"{len(cells)} cells and {len(measures)} other measures, about {total / 60:.0f} minutes.", flush=True)
    progress = Progress(total)
    async with records.postgres() as dsn:
        # First, since cells write into the largest record, and what was given there weighs on what is given next.
        for each in measures:
            value = await each.take(dsn)
            results.keep(each.name, value)
            report.draw(results)
            progress.done(each.needs, f"{each.name:16} {each.said(value)}")
        for problems in dict.fromkeys(cell.problems for cell in cells):
            chosen = [cell for cell in cells if cell.problems == problems]
            async with stage(dsn, problems, {name for cell in chosen for name in cell.servers()}) as on:
                for cell in chosen:
                    found = await measure(on, cell, pace)
                    results.keep_found(found)
                    report.draw(results)
                    progress.done(cell.needs(pace), report.line(found))


def _cells(arguments: argparse.Namespace) -> list[Cell]:
    """All operations with every number of clients at the standard size, with the marked number at the others."""
    operations = [named(arguments.only)] if arguments.only else OPERATIONS
    sizes = [arguments.problems] if arguments.problems else [STANDARD, *(s for s in records.SIZES if s != STANDARD)]
    return [
        Cell(operation, problems, clients)
        for problems in sizes
        for clients in (
            map(int, arguments.clients.split(","))
            if arguments.clients
            else _CLIENTS
            if problems == STANDARD
            else (MARKED_CLIENTS,)
        )
        for operation in operations
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default=None, help="one operation or other measure, by name")
    parser.add_argument("--problems", type=int, default=None, help="one size of the record")
    parser.add_argument("--clients", default=None, help="numbers of clients, with commas between")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds, an even number")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of a turn")
    parser.add_argument("--again", action="store_true", help="measure anew what was measured of this program")
    parser.add_argument("--draw", action="store_true", help="measure nothing, write the page")
    arguments = parser.parse_args()
    if arguments.rounds % 2:
        parser.error("an even number of rounds: each server is as often first as last")
    results = Results()
    others = [each for each in MEASURES if arguments.only in (None, each.name)]
    known = [*(each.name for each in OPERATIONS), *(each.name for each in MEASURES)]
    if arguments.only is not None and arguments.only not in known:
        sys.exit(f"There is no {arguments.only}: take one of {', '.join(known)}.")
    cells = _cells(arguments) if arguments.only is None or not others else []
    if arguments.only is None and not arguments.again:
        cells = [cell for cell in cells if not results.holds(cell.key)]
        others = [each for each in others if not results.holds(each.name)]
    if arguments.problems or arguments.clients:
        others = []
    if not arguments.draw and (cells or others):
        uvloop.run(run(cells, others, Pace(arguments.rounds, arguments.seconds), results))
    report.draw(results)


if __name__ == "__main__":
    main()
