"""The short form of `python -m tests.jobs`: whoever works is killed at each step, and nothing is lost, nothing is told
astray or out of order, and nothing is doubled but what was under way."""

import pytest

from app.jobs.working import AT_ONCE
from tests import rows
from tests.jobs.conftest import worker_of
from tests.jobs.killed_tickets import tickets_killed
from tests.jobs.killed_webhooks import Outcome, judge, until_done, webhooks_killed
from tests.jobs.killing import forks_of, gone
from tests.jobs.receiver import receiving
from tests.people import Organization

pytestmark = pytest.mark.anyio

ROUNDS = 12


async def test_killed_at_each_step_it_loses_nothing_and_keeps_the_order(organization: Organization) -> None:
    outcome = await webhooks_killed(organization, ROUNDS)
    assert outcome.wrong == []
    assert 1 <= outcome.doubled <= AT_ONCE * ROUNDS, "without a kill between sending and keeping this proves nothing"


@pytest.mark.parametrize("system", ["github", "request tracker"])
async def test_killed_at_each_step_of_synchronizing_tickets_nothing_is_lost_and_nothing_doubled_on_either_side(
    organization: Organization, system: str
) -> None:
    """Once at each step; `make kills` does so with every system, a hundred times."""
    outcome = await tickets_killed(organization, system, ROUNDS)
    assert outcome.wrong == []
    assert outcome.told == outcome.posted > ROUNDS
    assert len(outcome.kills) == ROUNDS, "not each step was come to"


async def test_two_processes_at_once_send_each_event_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await organization.settled()
    async with worker_of(organization), receiving() as receiver, forks_of(organization) as forks:
        await ann.make("/webhooks", {"url": receiver.url})
        before = {event["id"] for event in await ann.all("/events")}
        both = [await forks.start(), await forks.start()]
        for number in range(40):
            await ann.make("/communities/network/problems", {"title": f"No. {number}", "statement": "Here."})
        await until_done(organization)
        for each in both:
            await gone(each)
        outcome = Outcome(0)
        judge(outcome, [event for event in await ann.all("/events") if event["id"] not in before], receiver)
        assert outcome.wrong == []
        assert (outcome.events, outcome.doubled) == (40, 0)
