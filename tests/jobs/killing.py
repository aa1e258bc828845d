"""Workers killed at every step of their work, again and again, and what came of it."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from app.jobs import feed
from app.jobs.kinds import CONSUMERS
from tests import rows
from tests.jobs.conftest import worker_of
from tests.jobs.receiver import Received, Receiver, answering, receiving
from tests.people import Organization, Person, ok

_PROBLEMS = 6
_PATIENCE_SECONDS = 60.0


@dataclass
class Outcome:
    """`lost`: events that were not received. `astray`: received, and not in the feed. `disordered`: subjects of which
    an event came after a later one. `doubled`: received more than once. `beside`: deliveries that there should not
    be, or that were not ended well."""

    rounds: int
    kills: Counter[str] = field(default_factory=Counter)
    events: int = 0
    received: int = 0
    lost: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    doubled: int = 0

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.astray, *self.disordered, *self.beside]


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
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCE_")} | {
        "ALLIANCE_DATABASE_URL": organization.dsn,
        "ALLIANCE_DATA_DIR": str(organization.house.settings.data_dir),
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


Step = Callable[[int, Receiver], Awaitable[None]]
"""Kills a process at some step of its work."""


async def at_any_time(process_id: int, _: Receiver) -> None:
    await asyncio.sleep(random.uniform(0, 0.25))
    await gone(process_id)


async def as_it_begins(process_id: int, _: Receiver) -> None:
    await asyncio.sleep(random.uniform(0.02, 0.08))
    await gone(process_id)


async def when_it_was_heard(process_id: int, receiver: Receiver) -> None:
    """What it sent is received; no answer comes any more."""

    async def kills(_: Received, __: asyncio.StreamWriter) -> None:
        await gone(process_id)

    await _with(receiver, kills, process_id)


async def when_it_was_answered(process_id: int, receiver: Receiver) -> None:
    """It may know already, and may have written down, what came of it."""

    async def answers_and_kills(received: Received, writer: asyncio.StreamWriter) -> None:
        await answering()(received, writer)
        await asyncio.sleep(random.uniform(0, 0.01))
        await gone(process_id)

    await _with(receiver, answers_and_kills, process_id)


async def _with(receiver: Receiver, answer: Any, process_id: int) -> None:
    """Until it has killed the process, or for so long as it takes if nothing is left to send."""
    receiver.answer = answer
    for _ in range(200):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            break
        await asyncio.sleep(0.005)
    await gone(process_id)
    receiver.answer = answering()


STEPS: tuple[Step, ...] = (at_any_time, when_it_was_heard, as_it_begins, when_it_was_answered)


async def killed_again_and_again(organization: Organization, rounds: int) -> Outcome:
    outcome = Outcome(rounds)
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await organization.settled()
    async with worker_of(organization), receiving() as receiver, forks_of(organization) as forks:
        await ann.make("/webhooks", {"url": receiver.url})
        before = {event["id"] for event in await ann.all("/events")}
        problems = [
            (await ann.make("/communities/network/problems", {"title": f"No. {n}", "statement": "Here."}))["id"]
            for n in range(_PROBLEMS)
        ]
        for number in range(rounds):
            await _change(ann, problems, number)
            step = STEPS[number % len(STEPS)]
            process_id = await forks.start()
            changing = asyncio.create_task(_change(ann, problems, rounds + number))
            await step(process_id, receiver)
            await changing
            outcome.kills[step.__name__] += 1
            await _time_goes_by(organization)
        process_id = await forks.start()
        await until_done(organization)
        await gone(process_id)
        known = [event for event in await ann.all("/events") if event["id"] not in before]
        judge(outcome, known, receiver)
        await _judge_kept(outcome, organization, known)
    return outcome


async def _change(ann: Person, problems: list[str], number: int) -> None:
    for problem in random.sample(problems, 2):
        ok(await ann.change(f"/problems/{problem}", {"title": f"No. {number} {random.random()}"}))


async def _time_goes_by(organization: Organization) -> None:
    """What the killed one held is due again, which else took as long as its lease."""
    await organization.link.execute("UPDATE job SET due_at = clock_timestamp() WHERE state IN ('waiting', 'running')")
    await organization.link.execute("UPDATE webhook SET resume_at = NULL")


async def until_done(organization: Organization) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while await organization.link.fetchval("SELECT count(*) FROM job WHERE state <> 'done'") or await feed.behind(  # noqa: ASYNC110
            organization.house.database, CONSUMERS
        ):
            await asyncio.sleep(0.05)


def judge(outcome: Outcome, known: list[Any], receiver: Receiver) -> None:
    """What was received, held against the feed."""
    expected, received = {event["id"] for event in known}, Counter(receiver.ids)
    outcome.events, outcome.received = len(expected), len(receiver.received)
    outcome.lost = sorted(f"lost: {each}" for each in expected - received.keys())
    outcome.astray = sorted(f"astray: {each}" for each in received.keys() - expected)
    outcome.doubled = sum(received.values()) - len(received)
    place = {event["id"]: number for number, event in enumerate(known)}
    by_subject: dict[str, list[int]] = defaultdict(list)
    for each in receiver.received:
        by_subject[each.said["data"]["subject"]["id"]].append(place.get(each.id, -1))
    outcome.disordered = [f"out of order: {subject}" for subject, seen in by_subject.items() if seen != sorted(seen)]


async def _judge_kept(outcome: Outcome, organization: Organization, known: list[Any]) -> None:
    kept = await organization.link.fetch("SELECT event_id::text AS id, state FROM webhook_delivery")
    if Counter(each["id"] for each in kept) != Counter(event["id"] for event in known):
        outcome.beside.append("not one delivery for each event")
    outcome.beside += [f"{each['id']} is {each['state']}" for each in kept if each["state"] != "delivered"]
