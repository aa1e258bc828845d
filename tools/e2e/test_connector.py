"""A connector to a real Request Tracker: tickets, comments and states both ways, and what became of a solution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.integrations.base import Remark, Ticket, TicketSystem
from app.integrations.kinds import open_system
from tests.jobs import desk as desks
from tests.jobs.conftest import Worker
from tests.people import Organization, ok
from tools.e2e.people import People
from tools.e2e.request_tracker import Served

pytestmark = pytest.mark.anyio


@dataclass
class Desk(desks.Desk):
    people: People
    system: TicketSystem
    """As somebody else would read it."""

    async def begun(self, subject: str) -> tuple[str, Any]:
        """A ticket that became a problem."""
        key = await self.people.make(subject, "Since May.", CustomFields={"Severity": "High"})
        await self.work()
        return key, next(each for each in await self.problems() if each["title"] == subject)

    async def state(self, key: str) -> str:
        ticket = await self.system.ticket(key)
        assert isinstance(ticket, Ticket)
        return ticket.state

    async def ours(self, key: str) -> Sequence[Remark]:
        return [each for each in await self.system.remarks(key) if each.token is not None]


@pytest.fixture
async def desk(
    organization: Organization, worker: Worker, real: Served, people: People, http: httpx.AsyncClient
) -> Desk:
    config = {"base_url": real.address, "queues": ["Network"], "severity_field": "Severity"}
    made = await desks.desk_of(
        organization,
        worker,
        kind="request_tracker",
        config=config | {"since": datetime.now(UTC).isoformat()},
        secret={"token": real.token},
        rules=[{"queue": "Network", "severity": "High"}],
        severities={"High": "high"},
        closures={"rejected": "out_of_scope"},
        states={"solved": "resolved", "closed": "resolved"},
    )
    await organization.link.execute("UPDATE identity SET email = 'ann@e2e.example' WHERE member_id = $1", made.ann.id)
    system = open_system("request_tracker", config, {"token": real.token}, http, patience=60.0)
    return Desk(**vars(made), people=people, system=system)


async def test_a_ticket_becomes_a_problem_and_what_is_said_is_heard_once_on_the_other_side(desk: Desk) -> None:
    key, problem = await desk.begun("VPN drops")
    assert (problem["severity"], problem["author"]["id"]) == ("high", str(desk.ann.id))
    assert problem["external_reference"]["key"] == key
    number = key.removeprefix("RT-")
    for kind, words in (("correspond", "Still so."), ("comment", "An inside word.")):
        await desk.people.ask("POST", f"ticket/{number}/{kind}", {"Content": words, "ContentType": "text/plain"})
    await desk.says(problem, "Try **roaming**.")
    for _ in range(3):
        await desk.work()
    said = sorted(each["body"] for each in await desk.comments(problem))
    assert len(said) == 2, said
    assert "Still so." in said[0]
    assert said[1] == "Try **roaming**."
    (posted,) = await desk.ours(key)
    assert "Try **roaming**." in posted.body_markdown
    assert problem["key"] in posted.body_markdown
    assert not posted.public


async def test_states_go_both_ways(desk: Desk) -> None:
    (theirs, first), (ours, second) = await desk.begun("VPN drops"), await desk.begun("DNS is slow")
    await desk.people.ask("PUT", f"ticket/{theirs.removeprefix('RT-')}", {"Status": "rejected"})
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    ok(await desk.ann.put(f"/problems/{second['id']}/closure", given))
    for _ in range(2):
        await desk.work()
    closed = await desk.ann.read(f"/problems/{first['id']}")
    assert (closed["state"], closed["closure"]["reason"]) == ("closed", "out_of_scope")
    assert await desk.state(ours) == "resolved"
    assert [each["differs"] for each in await desk.tickets() if each["key"] == ours] == [False]


async def test_a_validated_solution_is_told_in_the_ticket_once(desk: Desk) -> None:
    key, problem = await desk.begun("VPN drops")
    solution = await desk.validates(problem)
    for _ in range(3):
        await desk.work()
    (posted,) = await desk.ours(key)
    for words in (solution["title"], "is validated", "1 confirmed"):
        assert words in posted.body_markdown
    assert await desk.state(key) == "resolved"
    assert await desk.comments(problem) == []
