"""`make faults`: every fault, over and over, each in a program of its own, and what came of it written into
docs/reliability.md. Ends with status 1 where something was lost, doubled, half done or answered wrongly."""

import argparse
import os
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from tests.faults import injected, page
from tests.faults.injected import Fault
from tests.faults.page import Row
from tests.faults.scene import LONGEST_SECONDS, scene
from tests.faults.small_disk import small_disk


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault as the page names it, and the settings of the program that suffers it."""

    words: str
    fault: Fault
    settings: dict[str, str] = field(default_factory=dict)
    careless: int = 0
    on_small_disk: bool = False


KINDS = (
    Kind("`kill -9` of the server between commit and answer", injected.server_killed, careless=3),
    Kind("`kill -9` of all of PostgreSQL", injected.database_killed),
    Kind("`kill -9` of one backend", injected.backend_killed),
    Kind("`kill -9` of one of two workers", injected.worker_killed, {"ALLIANCE_WORKERS": "2"}),
    Kind("SIGTERM in mid-flight", injected.server_ended),
    Kind("PostgreSQL halted for ten seconds", injected.database_frozen),
    Kind("pool exhausted", injected.pool_exhausted),
    Kind("a hundred readers at a byte a second", injected.slow_readers),
    Kind("a hundred uploads at a byte a second", injected.slow_uploads, {"ALLIANCE_RECEIVE_SECONDS": "5"}),
    Kind("a hundred heads that never end", injected.slow_heads, {"ALLIANCE_RECEIVE_SECONDS": "5"}),
    Kind("disk full", injected.disk_full, on_small_disk=True),
)


async def suffer(kind: Kind, rounds: int) -> list[Row]:
    """A kind of fault, so many times; a second row for those who repeat without keys."""
    with tempfile.TemporaryDirectory(prefix="alliance-faults-") as made:
        os.chmod(made, 0o711)  # PostgreSQL may run as another account
        with small_disk(Path(made)) if kind.on_small_disk else nullcontext(Path(made)) as place:
            if place is None:
                return [Row(kind.words, left_out="this machine lets nobody mount a disk")]
            return await _suffer(kind, rounds, place)


async def _suffer(kind: Kind, rounds: int, place: Path) -> list[Row]:
    async with scene(place / "var", **kind.settings) as now:
        healed = []
        now.work(8, impatient=2, careless=kind.careless)
        await now.crowd.acknowledged_more(40)
        for _ in range(rounds):
            healed.append(await kind.fault(now))
            await now.crowd.acknowledged_more(20)
        verdict = await now.verdict()
        seen = now.crowd.seen
        seen.wrong += now.program.defects()
        rows = [Row.of(kind.words, rounds, verdict, seen, healed)]
        if kind.careless:
            control = await now.control()
            rows.append(Row.of("the same, repeated without keys (the control)", rounds, control, now.careless.seen, []))
        for wrong in [*verdict.wrong, *seen.wrong]:
            print("   ", wrong, file=sys.stderr)
        return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--rounds", type=int, default=10, help="How often each thing breaks.")
    parser.add_argument("--only", help="Only faults whose function has this name; writes no page.")
    given = parser.parse_args()
    rows = []
    for kind in KINDS:
        if given.only in (None, kind.fault.__name__):
            for row in uvloop.run(suffer(kind, given.rounds)):
                rows.append(row)
                print(row.line, flush=True)
    if given.only is None:
        page.write(rows, given.rounds)
    if any(row.broken for row in rows) or any(row.longest > LONGEST_SECONDS for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
