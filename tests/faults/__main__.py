"""`make faults`: every fault, over and over, each in a program of its own, and what came of it written into
docs/reliability.md. Ends with status 1 where something was lost, doubled, half done or answered wrongly."""

import argparse
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from tests.faults import injected, page
from tests.faults.injected import Fault
from tests.faults.page import Row
from tests.faults.scene import Scene, scene
from tests.faults.small_disk import small_disk


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault as the page names it."""

    words: str
    fault: Fault
    careless: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What one program suffers, one kind after another, and its settings."""

    kinds: tuple[Kind, ...]
    settings: dict[str, str] = field(default_factory=dict)
    on_small_disk: bool = False


GROUPS = (
    Group(
        (
            Kind("`kill -9` of the server between commit and answer", injected.server_killed, careless=3),
            Kind("`kill -9` of all of PostgreSQL", injected.database_killed),
            Kind("`kill -9` of one backend", injected.backend_killed),
            Kind("SIGTERM in mid-flight", injected.server_ended),
            Kind("PostgreSQL halted for ten seconds", injected.database_frozen),
            Kind("pool exhausted", injected.pool_exhausted),
            Kind("a hundred readers at a byte a second", injected.slow_readers),
            Kind("a hundred uploads at a byte a second", injected.slow_uploads),
            Kind("a hundred heads that never end", injected.slow_heads),
        )
    ),
    Group(
        (
            Kind("`kill -9` of one of two workers", injected.worker_killed),
            Kind("`kill -9` of both of two workers", injected.workers_killed),
        ),
        {"ALLIANCE_WORKERS": "2"},
    ),
    Group((Kind("disk full", injected.disk_full),), on_small_disk=True),
)


async def suffer(group: Group, only: str | None, rounds: int) -> AsyncIterator[Row]:
    """Each kind of fault so many times, and what came of it."""
    kinds = [kind for kind in group.kinds if only in (None, kind.fault.__name__)]
    if not kinds:
        return
    with tempfile.TemporaryDirectory(prefix="alliance-faults-") as made:
        os.chmod(made, 0o711)  # PostgreSQL may run as another account
        with small_disk(Path(made)) if group.on_small_disk else nullcontext(Path(made)) as place:
            if place is None:
                for kind in kinds:
                    yield Row(kind.words, left_out="this machine lets nobody mount a disk")
                return
            async with scene(place / "var", **group.settings) as now:
                for kind in kinds:
                    for row in await _suffer(now, kind, rounds):
                        yield row
                    await now.anew()


async def _suffer(now: Scene, kind: Kind, rounds: int) -> list[Row]:
    healed, known = [], len(now.program.defects())
    now.work(8, impatient=2, careless=kind.careless)
    await now.crowd.acknowledged_more(40)
    for _ in range(rounds):
        healed.append(await kind.fault(now))
        await now.crowd.acknowledged_more(20)
    verdict = await now.verdict()
    seen = now.crowd.seen
    seen.wrong += now.program.defects()[known:]
    rows = [Row.of(kind.words, rounds, verdict, seen, healed)]
    if kind.careless:
        control = await now.control()
        rows.append(Row.of(f"{kind.words}, without keys (the control)", rounds, control, now.careless.seen, []))
    for wrong in [*verdict.wrong, *seen.wrong]:
        print("   ", wrong, file=sys.stderr)
    return rows


async def suffer_all(only: str | None, rounds: int) -> bool:
    """Whether every promise held."""
    held = True
    for group in GROUPS:
        async for row in suffer(group, only, rounds):
            print(row.line, flush=True)
            page.keep(row)
            held = held and not row.broken
    page.draw()
    return held


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--rounds", type=int, default=10, help="How often each thing breaks.")
    parser.add_argument("--only", help="Only the fault whose function has this name.")
    given = parser.parse_args()
    if not uvloop.run(suffer_all(given.only, given.rounds)):
        sys.exit(1)


if __name__ == "__main__":
    main()
