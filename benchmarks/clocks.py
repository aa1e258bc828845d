"""What processes cost: CPU from the scheduler's own account (nanoseconds), memory from the kernel's."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

import asyncpg


def process_seconds(pid: int) -> float:
    """CPU of a process with all its threads, those that ended too, in user and kernel mode; zero once it is gone."""
    try:
        return time.clock_gettime((~pid << 3) | _SCHEDULED)
    except OSError:
        return 0.0


_SCHEDULED = 2
"""The clock of a process by the scheduler, as clock_getcpuclockid(3) numbers it on Linux."""


def family(pid: int) -> list[int]:
    """A process and what it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    below = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [pid, *(each for child in below for each in family(child))]


def idle_seconds() -> float:
    """For how long the machine's cores had nothing to do so far, all together."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")


async def backend_seconds(link: "asyncpg.Connection[asyncpg.Record]", application: str) -> dict[int, float]:
    """CPU of PostgreSQL's processes that serve an application, those that read for everybody included, by process."""
    rows = await link.fetch(
        "SELECT pid FROM pg_stat_activity WHERE application_name = $1 OR backend_type = 'io worker'", application
    )
    return {row["pid"]: process_seconds(row["pid"]) for row in rows}


def spent_between(before: dict[int, float], after: dict[int, float]) -> float:
    """What was added; a process that began meanwhile counts whole."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def resident_mebibytes(pid: int) -> float:
    return _status(pid, "VmRSS") / 1024


def machine() -> str:
    """The processor, the cores that this process may use, and the memory."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = _first((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    cores = sum(line.startswith("processor") for line in lines)
    total = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return f"{model}, {cores} cores, {total:.0f} GiB"


def _first(found: Iterable[str], otherwise: str) -> str:
    return next(iter(found), otherwise)


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)
