"""Tickets in and out: what a ticket system says is done here, what happens here is said there, each once, whatever is
repeated, comes late, is refused or is killed in between."""

import asyncio
import random
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from app.integrations.base import Away, Changed, Gone, Nonsense, Refused
from app.integrations.base import Person as Asker
from app.integrations.memory import World, world
from app.jobs import queue
from app.jobs.kinds import KINDS
from tests.jobs import desk as desks
from tests.jobs.conftest import Worker
from tests.jobs.desk import SECRET, email_of
from tests.people import Organization, ok, refused
from tests.races import all_waiting
from tests.rights.private import MARK

pytestmark = pytest.mark.anyio


@dataclass
class Desk(desks.Desk):
    """Of a ticket system in memory."""

    world: World

    async def deliver(self, *items: Any, secret: str = SECRET) -> Any:
        return await self.hears(*self.world.webhook(secret, *items))


async def desk_of(organization: Organization, worker: Worker, *, visibility: str = "open", **more: Any) -> Desk:
    name = str(uuid4())
    given = {
        "kind": "memory",
        "config": {"world": name},
        "secret": {"webhook_secrets": [SECRET]},
        "rules": [{"queue": "Network"}],
        "severities": {"1": "critical"},
        "closures": {"rejected": "out_of_scope"},
        "states": {"solved": "resolved", "closed": "resolved"},
        **more,
    }
    made = await desks.desk_of(organization, worker, visibility=visibility, **given)
    return Desk(**vars(made), world=world(name))


@pytest.fixture(name="desk")
async def _desk(organization: Organization, worker: Worker) -> Desk:
    return await desk_of(organization, worker)


async def test_a_ticket_that_a_rule_selects_becomes_a_problem_of_its_requester(desk: Desk) -> None:
    asker = Asker("Ann", await email_of(desk.organization, desk.ann))
    desk.world.post("VPN drops", "Since **May**.", queue="Network", severity="1", requester=asker)
    desk.world.post("Coffee is cold", queue="Kitchen", requester=asker)
    await desk.work()
    (problem,) = await desk.problems()
    assert (problem["title"], problem["severity"], problem["form"]) == ("VPN drops", "critical", "unstructured")
    assert problem["author"]["id"] == str(desk.ann.id)
    assert problem["through"]["id"] == str(desk.service.id)
    assert problem["statement"].startswith("Since **May**.")
    assert problem["external_reference"]["key"] == "MEM-1"
    (link,) = await desk.ann.all(f"/problems/{problem['id']}/ticket-links")
    assert (link["system"], link["key"], link["state"]) == ("desk", "MEM-1", "new")
    uses = {each["key"]: each["use"] for each in await desk.tickets()}
    assert uses == {"MEM-1": "problem", "MEM-2": "none"}


async def test_of_who_is_no_member_the_service_account_is_the_author_and_says_whose_words_they_are(desk: Desk) -> None:
    desk.world.post("VPN drops", "Help!", queue="Network", requester=Asker("Zoë", "zoe@elsewhere.example"))
    await desk.work()
    (problem,) = await desk.problems()
    assert problem["author"] == {"id": str(desk.service.id), "name": "Tickets", "kind": "service"}
    assert problem["through"] is None
    assert "Reported by Zoë in [desk MEM-1]" in problem["statement"]


async def test_a_ticket_that_names_a_problem_marks_its_requester_affected(desk: Desk) -> None:
    problem = await desk.ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Often."})
    bob = await desk.organization.member("Bob")
    asker = Asker("Bob", await email_of(desk.organization, bob))
    desk.world.post("We too", f"As in {problem['key']}, at our site.", queue="Network", requester=asker)
    await desk.work()
    (mark,) = await desk.ann.all(f"/problems/{problem['id']}/affected-marks")
    assert mark["member"]["id"] == str(bob.id)
    assert len(await desk.problems()) == 1
    assert [each["use"] for each in await desk.tickets()] == ["affected_mark"]
    assert (await desk.ann.read(f"/problems/{problem['id']}"))["ticket_count"] == 1


async def test_what_is_said_in_a_ticket_is_a_comment_and_what_is_meant_for_it_is_said_there(desk: Desk) -> None:
    asker = Asker("Ann", await email_of(desk.organization, desk.ann))
    ticket = desk.world.post("VPN drops", "Help!", queue="Network")
    await desk.work()
    (problem,) = await desk.problems()
    desk.world.say(ticket.key, "Still so.", author=asker)
    desk.world.say(ticket.key, "An inside word.", public=False)
    desk.world.say(ticket.key, "And here.", author=Asker("Zoë"))
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "Try roaming.", "to_tickets": True})
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "Between us."})
    await desk.work()
    said = [each["body"] for each in await desk.comments(problem)]
    assert len(said) == 4
    assert "Still so." in said
    assert any("And here." in each and "Reported by Zoë" in each for each in said)
    assert not any("inside word" in each for each in said)
    (posted,) = desk.world.posted
    assert "Try roaming." in posted.body_markdown
    assert problem["key"] in posted.body_markdown


async def test_an_echo_makes_no_echo(desk: Desk) -> None:
    ticket = desk.world.post("VPN drops", queue="Network")
    await desk.work()
    (problem,) = await desk.problems()
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "Try roaming.", "to_tickets": True})
    for _ in range(3):
        await desk.work()
        await desk.deliver(Changed(ticket.key))
    await desk.work()
    assert len(desk.world.posted) == 1
    assert [each["body"] for each in await desk.comments(problem)] == ["Try roaming."]


async def test_states_go_by_the_mapping_each_side_s_own_wins_at_home_and_the_difference_is_shown(desk: Desk) -> None:
    first = desk.world.post("VPN drops", queue="Network")
    second = desk.world.post("DNS is slow", queue="Network")
    await desk.work()
    by_title = {each["title"]: each for each in await desk.problems()}
    # Theirs ends ours.
    desk.world.change(first.key, state="rejected")
    await desk.work()
    closed = await desk.ann.read(f"/problems/{by_title['VPN drops']['id']}")
    assert (closed["state"], closed["closure"]["reason"]) == ("closed", "out_of_scope")
    # Ours is told there.
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    problem = f"/problems/{by_title['DNS is slow']['id']}"
    ok(await desk.ann.put(f"{problem}/closure", given))
    await desk.work()
    assert desk.world.tickets[second.key].state == "resolved"
    # There it is begun again, here it stays closed: both say so.
    desk.world.change(second.key, state="open")
    await desk.work()
    shown = {each["key"]: each for each in await desk.tickets()}
    assert (await desk.ann.read(problem))["state"] == "closed"
    assert (shown[second.key]["state"], shown[second.key]["expected_state"], shown[second.key]["differs"]) == (
        "open",
        "resolved",
        True,
    )


async def test_a_ticket_that_is_over_when_it_is_first_met_becomes_a_problem_that_is_closed(desk: Desk) -> None:
    """As if it had been met before: what happens while nobody asks is not lost."""
    desk.world.post("VPN drops", queue="Network", state="rejected")
    await desk.work()
    (problem,) = await desk.problems()
    assert (problem["state"], problem["closure"]["reason"]) == ("closed", "out_of_scope")


async def test_when_a_solution_is_validated_every_linked_ticket_hears_of_it_once(desk: Desk) -> None:
    desk.world.post("VPN drops", queue="Network")
    await desk.work()
    (problem,) = await desk.problems()
    desk.world.post("We too", f"See {problem['key']}.", queue="Other")
    await desk.work()
    solution = await desk.validates(problem)
    await desk.work()
    await desk.work()
    assert sorted(each.ticket_key for each in desk.world.posted) == ["MEM-1", "MEM-2"]
    for each in desk.world.posted:
        assert solution["title"] in each.body_markdown
        assert "is validated" in each.body_markdown
        assert "1 confirmed" in each.body_markdown


async def test_a_ticket_that_a_person_links_is_looked_at(desk: Desk) -> None:
    desk.world.post("Something else", "Nothing selects it.", queue="Kitchen")
    problem = await desk.ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Often."})
    await desk.ann.make(f"/problems/{problem['id']}/ticket-links", {"system": "desk", "key": "MEM-1"})
    await desk.work()
    desk.world.say("MEM-1", "A word.", author=Asker("Zoë"))
    await desk.work()
    (link,) = await desk.ann.all(f"/problems/{problem['id']}/ticket-links")
    assert link["state"] == "new"
    (comment,) = await desk.comments(problem)
    assert "A word." in comment["body"]


async def test_deliveries_may_come_twice_at_once_late_and_in_any_order(desk: Desk) -> None:
    tickets = [desk.world.post(f"Problem {number}", queue="Network") for number in range(5)]
    items = [Changed(each.key) for each in tickets] * 3
    random.Random(5).shuffle(items)
    answers = await asyncio.gather(*(desk.deliver(each) for each in items))
    assert {each.status_code for each in answers} == {202}
    await desk.work()
    for each in items:
        assert (await desk.deliver(each)).json() == {"tickets": 1}
    await desk.work()
    assert sorted(each["title"] for each in await desk.problems()) == [f"Problem {number}" for number in range(5)]


async def test_a_delivery_that_is_not_signed_is_answered_as_a_connector_that_is_not_there(desk: Desk) -> None:
    forged = await desk.deliver(Changed("MEM-1"), secret="another")
    nowhere = await desk.organization.client().post(f"/api/v1/connectors/{uuid4()}/deliveries", content=b"{}")
    assert refused(forged, 404, "not_found")["detail"] == refused(nowhere, 404, "not_found")["detail"]
    assert await desk.worker.asked("SELECT count(*) FROM job WHERE kind = 'look_at_ticket'") == 0


async def test_what_was_deleted_is_marked_and_not_lost(desk: Desk) -> None:
    ticket = desk.world.post("VPN drops", queue="Network")
    await desk.work()
    desk.world.delete(ticket.key)
    await desk.deliver(Gone(ticket.key))
    await desk.work()
    (shown,) = await desk.tickets()
    assert shown["gone_at"] is not None
    assert len(await desk.problems()) == 1
    (problem,) = await desk.problems()
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "For nobody.", "to_tickets": True})
    await desk.work()
    assert desk.world.posted == []


@pytest.mark.parametrize(
    "trouble",
    [Away("busy", 1.0), Away("down"), Refused("no"), Nonsense("<html>")],
    ids=lambda each: type(each).__name__,
)
async def test_what_the_other_side_refuses_is_kept_shown_and_tried_again(desk: Desk, trouble: Exception) -> None:
    desk.world.post("VPN drops", queue="Network")
    desk.world.troubles.append(trouble)  # type: ignore[arg-type]
    await desk.work()
    health = (await desk.shown())["health"]
    assert health["last_error"].startswith(type(trouble).__name__)
    assert health["failed_at"] is not None
    await desk.work()
    (problem,) = await desk.problems()
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "Try roaming.", "to_tickets": True})
    desk.world.troubles.extend([trouble] * 2)  # type: ignore[list-item]
    for _ in range(4):
        await desk.work()
    assert len(desk.world.posted) == 1


async def test_nothing_flows_before_acceptance_while_paused_and_after_it_is_taken_back(
    organization: Organization, worker: Worker
) -> None:
    desk = await desk_of(organization, worker)
    at = f"/connectors/{desk.connector['id']}"
    ok(await desk.ann.put(f"{at}/pause"))
    desk.world.post("VPN drops", queue="Network")
    await desk.work()
    assert await desk.problems() == []
    assert desk.world.calls == []
    ok(await desk.ann.delete(f"{at}/pause", tag=(await desk.ann.get(at)).headers["ETag"]))
    await desk.work()
    (problem,) = await desk.problems()
    ok(await desk.ann.delete(f"{at}/acceptance", tag=(await desk.ann.get(at)).headers["ETag"]))
    calls = len(desk.world.calls)
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": "Not told.", "to_tickets": True})
    await desk.work()
    assert len(desk.world.calls) == calls
    assert desk.world.posted == []


async def test_a_connector_tells_nothing_that_its_account_may_not_read(
    organization: Organization, worker: Worker
) -> None:
    desk = await desk_of(organization, worker, visibility="private")
    desk.world.post("VPN drops", queue="Network")
    await desk.work()
    (problem,) = await desk.problems()
    slug = desk.community["slug"]
    gone = await desk.ann.delete(f"/communities/{slug}/memberships/{desk.service.id}", tag="*")
    assert gone.status_code in (200, 204), gone.text
    await desk.ann.make(f"/problems/{problem['id']}/comments", {"body": MARK, "to_tickets": True})
    await desk.work()
    assert desk.world.posted == []


async def test_pages_that_are_broken_off_are_gone_on_with(desk: Desk) -> None:
    for number in range(25):
        desk.world.post(f"Problem {number}", queue="Network")
    calls = iter(range(10**6))

    async def remarks(*_: Any) -> Any:
        if next(calls) == 7:
            raise Away("half-way", 1.0)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.integrations.memory.Memory.remarks", remarks)
        await desk.work()
        assert 0 < len(await desk.problems()) < 25
        await desk.work()
    assert len({each["title"] for each in await desk.problems()}) == 25
    assert len(await desk.problems()) == 25


async def test_broken_off_at_any_moment_a_hundred_times_nothing_is_lost_and_nothing_doubled_on_either_side(
    desk: Desk,
) -> None:
    """What was held is due again, as if its time were over."""
    dice, problem = random.Random(20261124), None
    for number in range(100):
        if number % 5 == 0:
            ticket = desk.world.post(f"Problem {number}", queue="Network")
            desk.world.say(ticket.key, f"Said {number}", author=Asker("Zoë"))
        if number % 5 == 3 and problem is not None:
            given = {"body": f"Told {number}", "to_tickets": True}
            await desk.ann.make(f"/problems/{problem['id']}/comments", given)
        await _broken_off(desk, dice.uniform(0.0, 0.15))
        problem = problem or next(iter(await desk.problems()), None)
    for _ in range(3):
        await desk.work()
    found = await desk.problems()
    assert sorted(each["title"] for each in found) == sorted(f"Problem {number}" for number in range(0, 100, 5))
    for each in found:
        said = [one["body"] for one in await desk.comments(each) if "Said" in one["body"]]
        assert len(said) == 1, each["title"]
    told = [each["body"] for each in await desk.comments(problem) if "Told" in each["body"]]
    assert len(told) > 10
    assert len(desk.world.posted) == len(told) == len({each.body_markdown for each in desk.world.posted})


async def _broken_off(desk: Desk, seconds: float) -> None:
    working = asyncio.ensure_future(desk.work())
    await asyncio.wait([working], timeout=seconds)
    tasks = [working, *desk.worker.working._running]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_who_accepts_again_while_a_poll_is_about_to_end_is_polled_for(desk: Desk) -> None:
    """The poll has seen that nothing is accepted, and whoever accepts sees that there is a poll."""
    at = f"/connectors/{desk.connector['id']}"
    ok(await desk.ann.delete(f"{at}/acceptance", tag=(await desk.ann.get(at)).headers["ETag"]))
    doing, kind = desk.worker.doing, KINDS["poll_tickets"]
    (taken,) = await queue.claim(doing.database, doing.settings.clock_offset, [kind.name], [], 1)
    async with all_waiting(desk.organization, "job", [taken.id], kind.run(doing, taken)) as running:
        ok(await desk.ann.put(f"{at}/acceptance"))
    await asyncio.gather(*running)
    desk.world.post("VPN drops", queue="Network")
    await desk.worker.work()
    assert len(await desk.problems()) == 1
