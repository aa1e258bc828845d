"""Who sends webhooks is killed at every step of it, and what came of it."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.jobs import feed
from app.jobs.kinds import CONSUMERS
from tests import rows
from tests.jobs.conftest import worker_of
from tests.jobs.killing import (
    Step,
    as_it_begins,
    at_any_time,
    gone,
    killed_again_and_again,
    once_there,
)
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


async def _when_it_was_heard(receiver: Receiver, process_id: int) -> bool:
    """What it sent is received; no answer comes any more."""

    async def kills(_: Received, __: asyncio.StreamWriter) -> None:
        await gone(process_id)

    return await _with(receiver, kills, process_id)


async def _when_it_was_answered(receiver: Receiver, process_id: int) -> bool:
    """It may know already, and may have written down, what came of it."""

    async def answers_and_kills(received: Received, writer: asyncio.StreamWriter) -> None:
        await answering()(received, writer)
        await asyncio.sleep(random.uniform(0, 0.01))
        await gone(process_id)

    return await _with(receiver, answers_and_kills, process_id)


async def _with(receiver: Receiver, answer: Any, process_id: int) -> bool:
    receiver.answer = answer
    came = await once_there(process_id, 5.0)
    receiver.answer = answering()
    return came


@dataclass
class _Webhooks:
    organization: Organization
    ann: Person
    receiver: Receiver
    problems: list[str]

    @property
    def steps(self) -> Sequence[tuple[str, Step]]:
        return (
            ("at any time", at_any_time),
            ("when it was heard", partial(_when_it_was_heard, self.receiver)),
            ("as it begins", as_it_begins),
            ("when it was answered", partial(_when_it_was_answered, self.receiver)),
        )

    async def change(self, number: int) -> None:
        for problem in random.sample(self.problems, 2):
            ok(await self.ann.change(f"/problems/{problem}", {"title": f"No. {number} {random.random()}"}))

    async def done(self) -> None:
        await until_done(self.organization)


async def webhooks_killed(organization: Organization, rounds: int) -> Outcome:
    outcome = Outcome(rounds)
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await organization.settled()
    async with worker_of(organization), receiving() as receiver:
        await ann.make("/webhooks", {"url": receiver.url})
        before = {event["id"] for event in await ann.all("/events")}
        problems = [
            (await ann.make("/communities/network/problems", {"title": f"No. {n}", "statement": "Here."}))["id"]
            for n in range(_PROBLEMS)
        ]
        outcome.kills = await killed_again_and_again(
            organization, _Webhooks(organization, ann, receiver, problems), rounds
        )
        known = [event for event in await ann.all("/events") if event["id"] not in before]
        judge(outcome, known, receiver)
        await _judge_kept(outcome, organization, known)
    return outcome


async def until_done(organization: Organization) -> None:
    """Until all that has happened so far is told. (What a transaction still open elsewhere keeps out of the feed would
    not even be known to be left.)"""
    await organization.settled()
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
