"""Where the time of one operation goes: what py-spy sees in the server, and how PostgreSQL goes about its statements.

    python -m benchmarks.profiles read_problem

writes docs/performance/profile-read_problem.txt."""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import uvloop

from app.auth.keys import Keys
from benchmarks import records
from benchmarks.asking import World
from benchmarks.load import Crowd
from benchmarks.matrix import MARKED_CLIENTS, SERVICE_FOLDER, STANDARD, stage
from benchmarks.operations import OPERATIONS, Operation, named
from benchmarks.pictures import FOLDER
from benchmarks.quoting import literal
from benchmarks.sent import Sent, listening
from benchmarks.servers import SERVICE

_WARM_SECONDS, _SECONDS = 2.0, 8.0
_SHOWN = 40
_IDLE = "_worker (concurrent/futures/thread.py)"
"""A thread of a pool that waits for work, which py-spy takes for busy; by the system's count it uses no time."""


async def profile(operation: Operation, problems: int) -> str:
    async with records.postgres() as dsn:
        async with stage(dsn, problems, (SERVICE,)) as on:
            server = on.running[SERVICE]
            crowd = await Crowd.of(server.port, MARKED_CLIENTS)
            ask = await operation.asking(on.worlds[SERVICE], crowd, server.place)
            await crowd.renew()
            await crowd.drive(ask, _WARM_SECONDS)
            stacks = records.FOLDER / "stacks.txt"
            spy = await asyncio.create_subprocess_exec(
                *(str(Path(sys.executable).with_name("py-spy")), "record", "--pid", str(server.process.pid)),
                *("--rate", "400", "--duration", str(int(_SECONDS)), "--format", "raw", "--output", str(stacks)),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
            await crowd.renew()
            segment = await crowd.drive(ask, _SECONDS)
            if await spy.wait():
                raise RuntimeError("py-spy could not look: it needs the rights of a debugger here")
            crowd.close()
        plans = await _plans(dsn, operation, problems)
    head = f"{operation.title}: {problems:,} problems, {MARKED_CLIENTS} clients, {segment.answered:,} requests\n"
    return "\n".join([head, *_tops(stacks.read_text().splitlines()), *plans])


def _tops(stacks: Sequence[str]) -> list[str]:
    """The functions in which samples were taken, and those below which."""
    inside: Counter[str] = Counter()
    below: Counter[str] = Counter()
    total = 0
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        frames = [frame.rpartition(":")[0] + ")" if ":" in frame else frame for frame in stack.split(";")]
        if frames[-1] == _IDLE:
            continue
        total += int(count)
        inside[frames[-1]] += int(count)
        for frame in set(frames):
            below[frame] += int(count)
    lines = []
    for title, counted in (("In the server, by function:", inside), ("With what it calls:", below)):
        lines += [title, ""]
        lines += [f"  {count / total:6.1%}  {frame}" for frame, count in counted.most_common(_SHOWN)]
        lines.append("")
    return lines


async def _plans(server_dsn: str, operation: Operation, problems: int) -> list[str]:
    """EXPLAIN (ANALYZE, BUFFERS) of what one request sends, changes rolled back."""
    dsn = await records.copy(server_dsn, problems)
    link = await asyncpg.connect(dsn, server_settings={"application_name": "bench", "timezone": "UTC", "jit": "off"})
    try:
        world = World(link, Keys.load(SERVICE_FOLDER / "keys"))
        async with listening(dsn, SERVICE_FOLDER) as service:
            (request,) = await service.hear(world, operation, 1)
        lines = []
        for each in request:
            lines += ["In PostgreSQL:", "", *await _plan(link, each), ""] if each.arguments else []
            if not each.arguments:
                await link.execute(each.sql)
        return lines
    finally:
        await link.close()


async def _plan(link: "asyncpg.Connection[asyncpg.Record]", sent: Sent) -> list[str]:
    mode = "force_generic_plan" if sent.reading else "auto"
    await link.execute(f"SET plan_cache_mode = {mode}")
    await link.execute(f"PREPARE asked AS {sent.sql}")
    given = ", ".join(map(literal, sent.arguments))
    rows = await link.fetch(f"EXPLAIN (ANALYZE, BUFFERS) EXECUTE asked ({given})")
    await link.execute("DEALLOCATE asked")
    return ["  " + " ".join(sent.sql.split())[:200], "", *(f"  {row[0]}" for row in rows)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiles", description=__doc__)
    parser.add_argument("operation", choices=[each.name for each in OPERATIONS])
    parser.add_argument("--problems", type=int, default=STANDARD, help="size of the record")
    arguments = parser.parse_args()
    text = uvloop.run(profile(named(arguments.operation), arguments.problems))
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"profile-{arguments.operation}.txt"
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")
    print(f"Written: {path}")


if __name__ == "__main__":
    main()
