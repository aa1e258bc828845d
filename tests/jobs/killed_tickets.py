"""Who synchronizes tickets is killed at every step of it, and what came of that on both sides: the ticket system
counts."""

import asyncio
import random
import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import partial

from starlette.responses import Response

from app.jobs import feed
from app.jobs.kinds import CONSUMERS
from tests.integrations.connecting import connect
from tests.integrations.fakes.base import Act, as_json
from tests.jobs.conftest import worker_of
from tests.jobs.desk import Desk, desk_of
from tests.jobs.killing import Step, as_it_begins, at_any_time, killed, killed_again_and_again, once_there
from tests.jobs.offices import Office, open_office
from tests.people import Organization, ok

_PATIENCE_SECONDS = 120.0
_NAMED = re.compile(r"(?:Said|Told) [0-9]+\.")


@dataclass
class Outcome:
    """What there should be of each thing, and is not: `lost` is missing on the other side, `doubled` is there more
    than once, and `astray` where it should not be."""

    system: str
    rounds: int
    kills: Counter[str] = field(default_factory=Counter)
    tickets: int = 0
    said: int = 0
    told: int = 0
    posted: int = 0
    states: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.astray]

    def holds(self, where: str, expected: Sequence[str], found: Sequence[str]) -> None:
        wanted, there = Counter(expected), Counter(found)
        self.lost += [f"{each} is lost {where}" for each in wanted - there]
        self.doubled += [f"{each} is doubled {where}" for each in there if there[each] > wanted[each] > 0]
        self.astray += [f"{each} is astray {where}" for each in there if each not in wanted]


async def tickets_killed(organization: Organization, system: str, rounds: int) -> Outcome:
    outcome = Outcome(system, rounds)
    async with worker_of(organization) as worker:
        with open_office(system) as office:
            desk = await desk_of(organization, worker, **office.connector)
            tickets = _Tickets(desk, office)
            for _ in range(16):
                tickets.made()
            await desk.work()
            outcome.kills = await killed_again_and_again(organization, tickets, rounds)
            await _judge(outcome, tickets)
    return outcome


@dataclass
class _Tickets:
    """What people say and do on both sides, and is to be found on the other one."""

    desk: Desk
    office: Office
    keys: list[str] = field(default_factory=list)
    said: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    @property
    def steps(self) -> Sequence[tuple[str, Step]]:
        ways = self.office.ways
        asked = (("asked what has changed", ("GET", ways.polls)), ("asked what was said", ("GET", ways.remarks)))
        done = (("posting a comment", ways.posts), ("setting a state", ways.sets))
        return (
            ("at any time", at_any_time),
            ("as it begins", as_it_begins),
            *((f"{name}, not done", partial(self._killed, where, False, _unavailable)) for name, where in done),
            *((f"{name}, unanswered", partial(self._killed, where, False, None)) for name, where in asked + done),
            *((f"{name}, answered", partial(self._killed, where, True, None)) for name, where in asked + done),
        )

    async def _killed(self, where: tuple[str, str], answered: bool, then: Act | None, process_id: int) -> bool:
        method, path = where

        def kills() -> Response | None:
            killed(process_id)
            return None if then is None else then()

        fake = self.office.fake
        fake.plan(kills, method, path, answered=answered)
        came = await once_there(process_id, 20.0)
        fake.forget()
        return came

    def made(self) -> str:
        key = self.office.ticket(f"Ticket {len(self.keys)}", "It does not work.")
        self.keys.append(key)
        return key

    async def change(self, number: int) -> None:
        """People make a ticket and comment on another; Ann comments on a problem for its ticket; now and then either
        side ends one."""
        fake = self.office.fake
        with fake.lock:
            self.made()
            spoken = random.choice(self.keys)
            fake.say(spoken, f"Said {number}.")
            self.said[spoken].append(f"Said {number}.")
            if number % 4 == 0 and (key := self._untouched(newest=True)) is not None:
                fake.bring(key, self.office.ways.rejected)
                self.rejected.append(key)
        if number % 2 and self.office.ways.signed is not None:
            assert (await self.desk.hears(*self.office.webhook(spoken))).status_code == 202
        problems = await self._problems()
        key = random.choice(list(problems))
        self.told[key].append(f"Told {number}.")
        await self.desk.says({"id": problems[key]}, f"Told {number}.")
        if number % len(self.steps) in self._ending and (key := self._untouched(problems)) is not None:
            self.closed.append(key)
            given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
            ok(await self.desk.ann.put(f"/problems/{problems[key]}/closure", given))

    @property
    def _ending(self) -> list[int]:
        """The steps for which a state is to be set."""
        return [number for number, (name, _) in enumerate(self.steps) if name.startswith("setting")]

    def _untouched(self, among: Container[str] | None = None, *, newest: bool = False) -> str | None:
        ended = {*self.rejected, *self.closed}
        keys = reversed(self.keys) if newest else iter(self.keys)
        return next((key for key in keys if key not in ended and (among is None or key in among)), None)

    async def _problems(self) -> dict[str, str]:
        """The problems that there are by now, by the keys of their tickets."""
        rows = await self.desk.organization.link.fetch(
            "SELECT key, problem_id FROM connected_ticket WHERE use = 'problem'"
        )
        return {row["key"]: str(row["problem_id"]) for row in rows}

    async def done(self) -> None:
        """Two polls more, of which the last finds nothing new. What is being done is left to whoever does it."""
        link = self.desk.organization.link
        async with asyncio.timeout(_PATIENCE_SECONDS):
            for _ in range(2):
                claims = await link.fetchval("SELECT max(claims) FROM job WHERE kind = 'poll_tickets'")
                await link.execute("UPDATE job SET due_at = clock_timestamp() WHERE state = 'waiting'")
                while await self._left(claims):  # noqa: ASYNC110
                    await asyncio.sleep(0.2)

    async def _left(self, claims: int) -> bool:
        """Whether there is anything left to do, or the walk through what has changed is not at its end."""
        link = self.desk.organization.link
        left = await link.fetchval(
            "SELECT count(*) FROM job WHERE state IN ('waiting', 'running')"
            " AND NOT (kind = 'poll_tickets' AND state = 'waiting' AND due_at > clock_timestamp() AND claims > $1)",
            claims,
        )
        return bool(left or await feed.behind(self.desk.organization.house.database, CONSUMERS))


def _unavailable() -> Response:
    return as_json({"message": "gone away"}, 503)


async def _judge(outcome: Outcome, tickets: _Tickets) -> None:
    desk, office = tickets.desk, tickets.office
    problems = [each for each in await desk.problems() if each["external_reference"] is not None]
    outcome.holds("here", tickets.keys, [each["external_reference"]["key"] for each in problems])
    system = connect(office.fake)
    for problem in problems:
        key = problem["external_reference"]["key"]
        bodies = [each["body"] for each in await desk.comments(problem)]
        outcome.holds(f"on the problem of {key}", [*tickets.said[key], *tickets.told[key]], _named(bodies))
        remarks = await system.remarks(key)
        ours = _named([each.body_markdown for each in remarks if each.token is not None])
        outcome.holds(f"in {key}", tickets.told[key], ours)
        if key in tickets.rejected:
            came = problem["closure"]["reason"] if problem["closure"] else "open"
            outcome.holds(f"as the closure of {key}", ["out_of_scope"], [came])
        if key in tickets.closed:
            outcome.holds(f"as the state of {key}", [office.ways.over], [office.fake.state(key)])
    outcome.tickets = len(tickets.keys)
    outcome.said = sum(map(len, tickets.said.values()))
    outcome.told = sum(map(len, tickets.told.values()))
    outcome.states = len(tickets.rejected) + len(tickets.closed)
    outcome.posted = len(office.fake.posted)
    if outcome.posted != outcome.told:
        outcome.doubled.append(f"{outcome.posted} were posted of {outcome.told}")
    failed = await desk.organization.link.fetch("SELECT kind, last_error FROM job WHERE state = 'failed'")
    outcome.lost += [f"a job of the kind {each['kind']} failed: {each['last_error']}" for each in failed]


def _named(bodies: Sequence[str]) -> list[str]:
    """What each of some comments is known by."""
    return [found[0] if (found := _NAMED.search(body)) else body for body in bodies]
