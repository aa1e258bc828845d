"""The world beside the model: the same people at the API, the clock that the test moves, and the two compared."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.services.upkeep import reassess_due
from tests import rows
from tests.derivation import differences
from tests.machine.evidence import WholeLaw
from tests.machine.things import Community, Place, Problem, Someone
from tests.people import Answer, Organization, Person
from tests.replay import disagreements

CAST = ("Ann", "Bob", "Cy", "Dee", "Eli")


@dataclass
class Stage:
    organization: Organization
    law: WholeLaw = field(default_factory=WholeLaw)
    persons: dict[Someone, Person] = field(default_factory=dict)
    administrator: Person | None = None
    component: str = ""
    turns: int = 0
    told: bool = False
    """Whether each sequence that is done is told of."""
    sequences: int = 0
    refusals: int = 0

    def done(self) -> None:
        self.sequences += 1
        if self.told:
            print(
                f"sequence {self.sequences}: {self.turns} steps, {self.refusals} requests refused",
                file=sys.stderr,
                flush=True,
            )

    async def begin(self) -> None:
        """Five persons at three sites who keep an environment each, a service account, and an administrator."""
        self.law, self.persons, self.turns, self.refusals = WholeLaw(), {}, 0, 0
        self.organization.house.clock_offset = timedelta(0)
        self.administrator = await self.organization.member("Ada", role="administrator")
        self.component = str(await rows.component(self.organization))
        sites = [str(await rows.site(self.organization, code)) for code in ("GVA", "OSL", "LYS")]
        for number, name in enumerate(CAST):
            await self._cast(name, "person", sites[number % 3])
        for number, who in enumerate(list(self.persons)):
            installed = [{"component_id": self.component, "component_version": "11"}]
            given = {"site_id": who.site, "name": "Desktops", "machines": 100, "configuration": installed}
            made = await self.persons[who].make("/environments", {**given, "name": f"Desktops {number}"})
            self.law.places.append(Place(made["id"], str(who.site), who, "11"))
        await self._cast("Rob", "service", None)

    async def _cast(self, name: str, kind: str, site: str | None) -> None:
        person = await self.organization.member(name, kind=kind, site_id=site)
        who = Someone(name, str(person.id), site, kind)
        self.persons[who] = person
        self.law.people.append(who)

    async def pass_time(self, days: int) -> None:
        """The clock moves on, and the sweep makes what is due."""
        house = self.organization.house
        house.clock_offset += timedelta(days=days)
        await reassess_due(house.database, house.clock_offset)

    async def now(self) -> datetime:
        now: datetime = await self.organization.link.fetchval("SELECT clock_timestamp()")
        return now + self.organization.house.clock_offset

    async def tagged(self, who: Someone, path: str) -> str | None:
        """The tag of what this one may read there, if there is anything."""
        answer: Answer = await self.persons[who].get(path)
        tag: str | None = answer.headers.get("ETag")
        return tag

    async def compare(self, viewer: Someone) -> None:
        """Holds that the world is as the model says: for this reader, in the tables, and in the events."""
        now = await self.now()
        await self.organization.settled()
        differ = await differences(self.organization.link, self.organization.house.clock_offset)
        assert not differ, differ
        disagree = await disagreements(self.organization.link)
        assert not disagree, disagree
        lines = await self.organization.link.fetch("SELECT id::text, line_start FROM solution")
        begun = {each.id: each.line_start for each in self.law.solutions}
        assert {line["id"]: line["line_start"] for line in lines} == begun, (lines, begun)
        if not viewer.active:
            assert (await self.persons[viewer].get("/me")).status_code == 401
            return
        person = self.persons[viewer]
        for path, expected in self._expected(viewer, now).items():
            shown = {line["id"]: line for line in await person.all(path, limit=100)}
            assert shown.keys() == expected.keys(), (path, viewer.name, shown.keys() ^ expected.keys())
            for identity, values in expected.items():
                held = {name: _plain(shown[identity][name]) for name in values}
                assert held == dict(values), (path, viewer.name, held, values)
        inside = [each for each in self.law.communities if self.law.reads(viewer, each)]
        if inside:
            await self._compare_members(person, inside[self.turns % len(inside)])
        readable = [each for each in self.law.problems if self.law.reads(viewer, each.community)]
        if readable:
            await self._compare_problem(person, readable[self.turns % len(readable)])

    def _expected(self, viewer: Someone, now: datetime) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        law = self.law
        reads = {each: law.reads(viewer, each) for each in law.communities}
        solutions = [each for each in law.solutions if reads[each.problem.community]]
        assessed = {each: law.assessed(each) for each in law.solutions}
        return {
            "/communities": {
                each.id: {
                    "member_count": sum(held.state == "active" for held in each.members.values())
                    if reads[each]
                    else None,
                    "problem_count": each.problems if reads[each] else None,
                    "my_role": law.role(viewer, each) or "none",
                    "name": each.name,
                }
                for each in law.communities
                if reads[each] or each.visibility != "private"
            },
            "/problems": {
                each.id: {
                    "number": each.number,
                    "title": each.title,
                    "form": each.form,
                    "revision": each.revision,
                    "state": law.state(each, now),
                }
                for each in law.problems
                if reads[each.community]
            },
            "/solutions": {
                each.id: {
                    "title": each.title,
                    "status": assessed[each].status(now),
                    "revision": each.revision,
                    "harm_reported": assessed[each].harm(),
                    "validator_count": len({validation.author for validation in each.validations}),
                }
                for each in solutions
            },
            "/validations": {
                validation.id: {
                    "outcome": validation.outcome,
                    "revision": validation.revision,
                    "counts_reason": assessed[each].why(given),
                }
                for each in solutions
                for validation, given in zip(each.validations, assessed[each].validations, strict=True)
            },
            "/action-items": {
                each.id: {"state": each.state, "owner": None if each.owner is None else each.owner.id}
                for each in law.items
                if reads[each.community]
            },
        }

    async def _compare_members(self, person: Person, community: Community) -> None:
        listed = await person.all(f"/communities/{community.slug}/memberships", limit=100)
        shown = {line["member"]["id"]: (line["role"], line["state"]) for line in listed}
        assert shown == {
            who.id: (held.role, held.state) for who, held in community.members.items() if held.state != "ended"
        }, community.slug

    async def _compare_problem(self, person: Person, problem: Problem) -> None:
        shown = await person.read(f"/problems/{problem.id}")
        assert shown["root"]["id"] == problem.root.id
        assert (shown["closure"] and shown["closure"]["reason"]) == problem.closed
        if problem.root is problem:
            assert shown["reach"] == self.law.reach(problem)
        lines = await person.all(f"/problems/{problem.id}/comments", limit=100)
        assert {
            line["id"]: (line["revision"], line["withdrawn_at"] is not None, line["resolved_at"] is not None)
            for line in lines
        } == {
            each.id: (each.revision, each.withdrawn, each.resolved)
            for each in self.law.comments
            if each.problem is problem
        }, problem.number


def _plain(value: Any) -> Any:
    return value["id"] if isinstance(value, dict) else value
