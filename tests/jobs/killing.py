"""Workers killed at every step of their work, again and again: processes that can be killed, and the ordeal that they
go through with whatever they are to do."""

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from tests.people import Organization
from tests.programs import surroundings_of


class Forks:
    """Processes that work on the organization's database."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.started: list[int] = []

    async def start(self) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"start\n")
        self.started.append(int(await self._process.stdout.readline()))
        return self.started[-1]


@asynccontextmanager
async def forks_of(organization: Organization) -> AsyncIterator[Forks]:
    surroundings = surroundings_of(organization.house.settings.data_dir) | {
        "ALLIANCE_DATABASE_URL": organization.dsn,
        "ALLIANCE_OUTGOING_ALLOWED_NETWORKS": "127.0.0.0/8,::1/128",
        "ALLIANCE_DATABASE_POOL_SIZE": "4",
        "ALLIANCE_LOG_LEVEL": "error",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.jobs.forked"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=surroundings,
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()) == b"ready\n"
    forks = Forks(process)
    try:
        yield forks
    finally:
        process.kill()
        await process.wait()
        for each in forks.started:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)


async def gone(process_id: int) -> None:
    """As `kill -9` does; until it is no more."""
    with suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)
        while True:
            os.kill(process_id, 0)
            await asyncio.sleep(0.005)


def killed(process_id: int) -> None:
    """The same, for whoever has a thread to wait on."""
    with suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)
        while True:
            os.kill(process_id, 0)
            time.sleep(0.001)


def is_there(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


Step = Callable[[int], Awaitable[bool]]
"""Kills a process at some step of its work; says whether it came so far."""


async def at_any_time(process_id: int) -> bool:
    await asyncio.sleep(random.uniform(0, 0.25))
    await gone(process_id)
    return True


async def as_it_begins(process_id: int) -> bool:
    await asyncio.sleep(random.uniform(0.02, 0.08))
    await gone(process_id)
    return True


async def once_there(process_id: int, seconds: float) -> bool:
    """Waits until somebody has killed the process; kills it where nobody does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not is_there(process_id):
            return True
        await asyncio.sleep(0.005)
    await gone(process_id)
    return False


class Ordeal(Protocol):
    """What is to be done beside requests, while whoever does it is killed."""

    @property
    def steps(self) -> Sequence[tuple[str, Step]]:
        """By their names."""

    async def change(self, number: int) -> None:
        """Something more is to be done."""

    async def done(self) -> None:
        """Waits until all of it is, by a process that nobody kills."""


async def killed_again_and_again(organization: Organization, ordeal: Ordeal, rounds: int) -> Counter[str]:
    """How often at which step."""
    kills: Counter[str] = Counter()
    async with forks_of(organization) as forks:
        for number in range(rounds):
            await ordeal.change(number)
            name, step = ordeal.steps[number % len(ordeal.steps)]
            process_id = await forks.start()
            changing = asyncio.create_task(ordeal.change(rounds + number))
            came = await step(process_id)
            await changing
            kills[name if came else "with nothing of it to do"] += 1
            await time_goes_by(organization)
        process_id = await forks.start()
        await ordeal.done()
        await gone(process_id)
    return kills


async def time_goes_by(organization: Organization) -> None:
    """What waits, and what the killed one held, is due again, which else took as long as its lease."""
    await organization.link.execute(
        "UPDATE job SET due_at = clock_timestamp() WHERE state IN ('waiting', 'running');"
        "UPDATE webhook SET resume_at = NULL; UPDATE connector SET resume_at = NULL"
    )
