"""Random sequences of what members do, compared after each step with the model, with every derived state reckoned
anew, and with the events replayed from the start.

The short form always makes the same sequences; `make machine` runs as many and as long ones as asked, from a seed."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import asyncpg
import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.core.settings import Settings
from app.main import create_app
from tests.conftest import EMPTY
from tests.machine.stage import Stage
from tests.machine.things import RANGES, VERSIONS, Community, Place, Problem, Refused, Solution, Someone, Validation
from tests.people import Answer, Organization, Person

T = TypeVar("T")
SEQUENCES, STEPS = (int(os.environ.get(f"ALLIANCE_MACHINE_{name}", 0)) for name in ("SEQUENCES", "STEPS"))
SEED = os.environ.get("ALLIANCE_MACHINE_SEED")
POLICIES: Sequence[dict[str, object]] = [
    {"quorum": 1, "min_sites": 0, "min_environments": 1, "min_failures": 1, "expires_after_days": 30},
    {"quorum": 2, "min_sites": 2, "min_environments": 0, "min_failures": 2, "expires_after_days": 90},
    {"quorum": 2, "min_sites": 1, "min_environments": 2, "min_failures": 1, "expires_after_days": None},
]
WHICH = st.integers(0, 11)
"""Which of those there are; the first ones most often."""
ROLES = st.sampled_from(("member", "observer", "core", "coordinator"))
TEXTS = st.sampled_from(("Restart it.", "Pin it.", "Replace it."))
APPLIES = st.sampled_from((None, *RANGES))


def _some(name: str) -> Any:
    """A rule that needs one of these to be there."""
    return precondition(lambda self: bool(getattr(self.law, name)))


class Alliance(RuleBasedStateMachine):
    """What members do. Each rule asks the model first, then the world, and holds both to the same answer."""

    stage: ClassVar[Stage]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.run(self.stage.begin())
        self.law = self.stage.law
        self.viewer = self.law.people[0]

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def teardown(self) -> None:
        self.run(_emptied(self.stage.organization))
        if SEQUENCES:
            print(f"a sequence of {self.stage.turns} steps held", file=sys.stderr, flush=True)

    @initialize(policy=st.sampled_from(POLICIES))
    def begun(self, policy: dict[str, object]) -> None:
        """An open community of three, with a proposed solution, so that sequences go deep."""
        ann, bob, cy = self.law.people[:3]
        community = self._found(ann, "open", "open", policy)
        for who in (bob, cy):
            self._do(lambda who=who: self.law.join(who, community, "member"), self._join(who, community, "member"))
        problem = self._post(ann, community, "VPN drops", "unstructured")
        solution = self._post_solution(ann, problem, "Restart it.", None)
        self._do(lambda: self.law.propose(ann, solution), self._put(ann, f"/solutions/{solution.id}/proposal"))

    @invariant()
    def agrees(self) -> None:
        self.stage.turns += 1
        self.run(self.stage.compare(self.viewer))
        others = [who for who in self.law.people if who is not self.viewer]
        self.viewer = others[self.stage.turns % len(others)]

    # How a step is made

    def _do(self, law: Callable[[], T], world: Callable[[], Coroutine[Any, Any, Answer]]) -> tuple[T | None, Any]:
        """What the model made of it, and the answer's body; both None where both refuse."""
        refused, made = 0, None
        try:
            made = law()
        except Refused as refusal:
            refused = refusal.status
        answer = self.run(world())
        if refused:
            assert answer.status_code == refused, answer.text
            return None, None
        assert answer.status_code in (200, 201, 204), answer.text
        return made, answer.json() if answer.content else None

    def _make(self, law: Callable[[], T], world: Callable[[], Coroutine[Any, Any, Answer]]) -> T | None:
        made, body = self._do(law, world)
        if made is not None:
            made.id = body["id"]  # type: ignore[attr-defined]
            if isinstance(made, Validation):
                made.given_at = datetime.fromisoformat(body["given_at"])
        return made

    def _person(self, who: Someone) -> Person:
        return self.stage.persons[who]

    def _on(self, who: Someone, path: str, change: Callable[[str | None], Awaitable[Answer]]) -> Callable[[], Any]:
        async def tagged() -> Answer:
            return await change(await self.stage.tagged(who, path))

        return tagged

    def _posting(self, who: Someone, path: str, given: Any = None) -> Callable[[], Any]:
        return lambda: self._person(who).post(path, given)

    def _put(self, who: Someone, path: str, given: Any = None) -> Callable[[], Any]:
        return lambda: self._person(who).put(path, given)

    def _patch(self, who: Someone, path: str, given: Any) -> Callable[[], Any]:
        return self._on(who, path, lambda tag: self._person(who).patch(path, given, tag=tag))

    def _who(self, which: int) -> Someone:
        return self.law.people[which % len(self.law.people)]

    def _pick(self, things: Sequence[T], which: int) -> T:
        return things[which % len(things)]

    # Communities

    def _found(self, who: Someone, visibility: str, joining: str, policy: dict[str, object]) -> Community:
        slug = f"c{len(self.law.communities)}"
        given = {
            "slug": slug,
            "name": slug,
            "purpose": "",
            "visibility": visibility,
            "process": {"joining": joining, "validation_policy": policy},
        }
        made, body = self._do(
            lambda: self.law.found(who, slug, visibility, joining, policy), self._posting(who, "/communities", given)
        )
        if made is not None:
            made.id, made.slug = body["id"], body["slug"]
        return made or self.law.communities[0]

    @precondition(lambda self: len(self.law.communities) < 3)
    @rule(
        who=WHICH,
        visibility=st.sampled_from(("open", "listed", "private")),
        joining=st.sampled_from(("open", "request", "invitation")),
        policy=st.sampled_from(POLICIES),
    )
    def found(self, who: int, visibility: str, joining: str, policy: dict[str, object]) -> None:
        self._found(self._who(who), visibility, joining, policy)

    def _join(self, who: Someone, community: Community, role: str) -> Callable[[], Any]:
        given = {"member_id": who.id, "role": role}
        return self._posting(who, f"/communities/{community.slug}/memberships", given)

    @_some("communities")
    @rule(who=WHICH, where=WHICH, role=ROLES)
    def join(self, who: int, where: int, role: str) -> None:
        one, community = self._who(who), self._pick(self.law.communities, where)
        self._do(lambda: self.law.join(one, community, role), self._join(one, community, role))

    @_some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH, role=ROLES)
    def add(self, who: int, where: int, whom: int, role: str) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        if one is not other:
            path = f"/communities/{community.slug}/memberships"
            given = {"member_id": other.id, "role": role}
            self._do(lambda: self.law.add(one, community, other, role), self._posting(one, path, given))

    @_some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH)
    def accept(self, who: int, where: int, whom: int) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}/acceptance"
        self._do(lambda: self.law.accept(one, community, other), self._put(one, path))

    @_some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH, role=ROLES)
    def change_role(self, who: int, where: int, whom: int, role: str) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}"
        self._do(lambda: self.law.change_role(one, community, other, role), self._patch(one, path, {"role": role}))

    @_some("communities")
    @rule(who=WHICH, where=WHICH, whom=WHICH)
    def end(self, who: int, where: int, whom: int) -> None:
        one, other, community = self._who(who), self._who(whom), self._pick(self.law.communities, where)
        path = f"/communities/{community.slug}/memberships/{other.id}"
        self._do(
            lambda: self.law.end(one, community, other),
            self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
        )

    @rule(whom=WHICH)
    def deactivate(self, whom: int) -> None:
        other, ada = self._who(whom), self.stage.administrator
        assert ada is not None
        self._do(lambda: self.law.deactivate(other), lambda: ada.put(f"/members/{other.id}/deactivation"))

    @precondition(lambda self: not all(who.active for who in self.law.people))
    @rule(whom=WHICH)
    def reactivate(self, whom: int) -> None:
        ada = self.stage.administrator
        assert ada is not None
        other = self._pick([who for who in self.law.people if not who.active], whom)
        path = f"/members/{other.id}"

        async def taken_back() -> Answer:
            tag = (await ada.get(path)).headers["ETag"]
            answer = await ada.delete(f"{path}/deactivation", tag=tag)
            await self._sign_in(other)
            return answer

        self._do(lambda: self.law.reactivate(other), taken_back)

    async def _sign_in(self, who: Someone) -> None:
        await self.stage.organization.link.execute(
            "UPDATE sign_in SET ended_at = NULL WHERE id = $1", self._person(who).sign_in_id
        )

    # Problems

    def _post(self, who: Someone, community: Community, title: str, form: str) -> Problem:
        given = {"title": title, "statement": "Since Monday.", "form": form}
        made = self._make(
            lambda: self.law.post(who, community, title, form),
            self._posting(who, f"/communities/{community.slug}/problems", given),
        )
        return made or self.law.problems[0]

    @_some("communities")
    @rule(who=WHICH, where=WHICH, title=TEXTS, form=st.sampled_from(("structured", "unstructured")))
    def post(self, who: int, where: int, title: str, form: str) -> None:
        self._post(self._who(who), self._pick(self.law.communities, where), title, form)

    @_some("problems")
    @rule(who=WHICH, which=WHICH, title=TEXTS)
    def reword(self, who: int, which: int, title: str) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        self._do(
            lambda: self.law.reword(one, problem, title),
            self._patch(one, f"/problems/{problem.id}", {"title": title}),
        )

    @_some("problems")
    @rule(who=WHICH, which=WHICH)
    def offer(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        given = {"title": "Other words", "statement": "Of the same."}
        self._make(lambda: self.law.offer(one, problem), self._posting(one, f"/problems/{problem.id}/framings", given))

    @precondition(lambda self: any(problem.framings for problem in self.law.problems))
    @rule(who=WHICH, which=WHICH)
    def adopt(self, who: int, which: int) -> None:
        one = self._who(who)
        offered = [(problem, framing) for problem in self.law.problems for framing in problem.framings]
        problem, framing = self._pick(offered, which)
        path = f"/problems/{problem.id}/framings/{framing.id}/adoption"
        self._do(lambda: self.law.adopt(one, problem, framing, "Other words"), self._put(one, path))

    @_some("problems")
    @rule(who=WHICH, which=WHICH, other=WHICH, reason=st.sampled_from(("duplicate", "duplicate", "obsolete")))
    def close(self, who: int, which: int, other: int, reason: str) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        repeats = self._pick(self.law.problems, other) if reason == "duplicate" else None
        given = {"reason": reason, "duplicate_of_id": None if repeats is None else repeats.id}
        path = f"/problems/{problem.id}"
        self._do(
            lambda: self.law.close(one, problem, reason, repeats),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/closure", given, tag=tag)),
        )

    @precondition(lambda self: any(problem.closed for problem in self.law.problems))
    @rule(who=WHICH, which=WHICH)
    def reopen(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick([each for each in self.law.problems if each.closed], which)
        path = f"/problems/{problem.id}"
        self._do(
            lambda: self.law.reopen(one, problem),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/closure", tag=tag)),
        )

    def _place(self, which: int) -> Place | None:
        return self._pick([None, *self.law.places], which)

    @_some("problems")
    @rule(who=WHICH, which=WHICH, where=WHICH, machines=st.integers(1, 100))
    def mark(self, who: int, which: int, where: int, machines: int) -> None:
        one, problem, place = self._who(who), self._pick(self.law.problems, which), self._place(where)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        counted = 0 if place is None else machines
        self._do(
            lambda: self.law.mark(one, problem, place, counted),
            self._on(one, path, lambda tag: self._person(one).put(path, {"machines": counted}, tag=tag)),
        )

    @precondition(lambda self: any(problem.marks for problem in self.law.problems))
    @rule(which=WHICH)
    def unmark(self, which: int) -> None:
        marked = [(problem, *mark) for problem in self.law.problems for mark in problem.marks]
        problem, one, place = self._pick(marked, which)
        path = f"/problems/{problem.id}/affected-marks/{'none' if place is None else place.id}"
        self._do(
            lambda: self.law.unmark(one, problem, place),
            self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
        )

    @_some("problems")
    @rule(who=WHICH, which=WHICH)
    def comment(self, who: int, which: int) -> None:
        one, problem = self._who(who), self._pick(self.law.problems, which)
        given = {"body": "Here too."}
        self._make(
            lambda: self.law.comment(one, problem), self._posting(one, f"/problems/{problem.id}/comments", given)
        )

    @_some("comments")
    @rule(who=WHICH, which=WHICH, settles=st.booleans())
    def end_comment(self, who: int, which: int, settles: bool) -> None:
        one, comment = self._who(who), self._pick(self.law.comments, which)
        path = f"/comments/{comment.id}"
        if settles:
            self._do(lambda: self.law.resolve(one, comment), self._put(one, f"{path}/resolution"))
        else:
            self._do(
                lambda: self.law.withdraw_comment(one, comment),
                self._on(one, path, lambda tag: self._person(one).delete(path, tag=tag)),
            )

    # Solutions and validations

    def _post_solution(self, who: Someone, problem: Problem, steps: str, applies: str | None) -> Solution:
        given = {"title": "Do it", "summary": "Do it.", "steps": steps, "applicability": self._applies(applies)}
        made = self._make(
            lambda: self.law.post_solution(who, problem, steps, applies),
            self._posting(who, f"/problems/{problem.id}/solutions", given),
        )
        return made or self.law.solutions[0]

    def _applies(self, applies: str | None) -> list[dict[str, str]]:
        return [] if applies is None else [{"component_id": self.stage.component, "component_versions": applies}]

    @_some("problems")
    @rule(who=WHICH, which=WHICH, steps=TEXTS, applies=APPLIES)
    def post_solution(self, who: int, which: int, steps: str, applies: str | None) -> None:
        self._post_solution(self._who(who), self._pick(self.law.problems, which), steps, applies)

    def _mostly_author(self, who: int, solution: Solution) -> Someone:
        return solution.author if who < 8 else self._who(who)

    @_some("solutions")
    @rule(who=WHICH, which=WHICH)
    def propose(self, who: int, which: int) -> None:
        solution = self._pick(self.law.solutions, which)
        one = self._mostly_author(who, solution)
        self._do(lambda: self.law.propose(one, solution), self._put(one, f"/solutions/{solution.id}/proposal"))

    @_some("solutions")
    @rule(who=WHICH, which=WHICH, steps=st.one_of(st.none(), TEXTS), applies=APPLIES)
    def revise(self, who: int, which: int, steps: str | None, applies: str | None) -> None:
        solution = self._pick(self.law.solutions, which)
        one, words = self._mostly_author(who, solution), steps or solution.steps
        path = f"/solutions/{solution.id}"
        given = {"summary": "Do it.", "steps": words, "applicability": self._applies(applies)}
        self._do(
            lambda: self.law.revise(one, solution, words, applies),
            self._on(
                one,
                path,
                lambda tag: self._person(one).client.post(
                    f"/api/v1{path}/revisions", json=given, headers={"If-Match": tag or ""}
                ),
            ),
        )

    @_some("solutions")
    @rule(who=WHICH, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        solution = self._pick(self.law.solutions, which)
        one, given = self._who(who), {"reason": "Wrong."}
        self._do(
            lambda: self.law.withdraw(one, solution), self._posting(one, f"/solutions/{solution.id}/withdrawal", given)
        )

    @precondition(lambda self: len(self.law.solutions) > 1)
    @rule(who=WHICH, which=WHICH, by=WHICH)
    def succeed(self, who: int, which: int, by: int) -> None:
        solution, other = self._pick(self.law.solutions, which), self._pick(self.law.solutions, by)
        one, path = self._mostly_author(who, solution), f"/solutions/{solution.id}"
        given = {"successor_id": other.id, "reason": "Better."}
        self._do(
            lambda: self.law.succeed(one, solution, other),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/successor", given, tag=tag)),
        )

    @precondition(lambda self: any(solution.successor for solution in self.law.solutions))
    @rule(who=WHICH, which=WHICH)
    def stand_again(self, who: int, which: int) -> None:
        solution = self._pick([each for each in self.law.solutions if each.successor], which)
        one, path = self._mostly_author(who, solution), f"/solutions/{solution.id}"
        self._do(
            lambda: self.law.stand_again(one, solution),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/successor", tag=tag)),
        )

    @_some("solutions")
    @rule(
        where=WHICH,
        which=WHICH,
        back=st.integers(0, 2),
        outcome=st.sampled_from(("confirmed", "confirmed", "partial", "failed")),
        evidence=st.sampled_from(("Held.", "Held.", "")),
        harm=st.booleans(),
        stranger=st.integers(0, 9),
    )
    def validate(
        self, where: int, which: int, back: int, outcome: str, evidence: str, harm: bool, stranger: int
    ) -> None:
        solution, place = self._pick(self.law.solutions, which), self._pick(self.law.places, where)
        one = place.keeper if stranger < 9 else self._who(where + 1)
        revision = max(1, solution.revision - back + (stranger == 8))
        given = {
            "environment_id": place.id,
            "revision": revision,
            "outcome": outcome,
            "evidence": evidence,
            "harm": harm,
        }
        self._make(
            lambda: self.law.validate(one, solution, place, revision, outcome, bool(evidence), harm),
            self._posting(one, f"/solutions/{solution.id}/validations", given),
        )

    def _given(self) -> list[Validation]:
        return [validation for solution in self.law.solutions for validation in solution.validations]

    @precondition(lambda self: any(solution.validations for solution in self.law.solutions))
    @rule(who=WHICH, which=WHICH, carries=st.booleans())
    def take_back_or_carry_over(self, who: int, which: int, carries: bool) -> None:
        validation = self._pick(self._given(), which)
        one = validation.author if who < 10 else self._who(who)
        path = f"/validations/{validation.id}"
        if carries:
            self._make(lambda: self.law.carry_over(one, validation), self._posting(one, f"{path}/carry-over"))
        else:
            self._do(
                lambda: self.law.withdraw_validation(one, validation),
                self._posting(one, f"{path}/withdrawal", {"reason": "My mistake."}),
            )

    @rule(who=WHICH, which=WHICH, version=st.sampled_from(VERSIONS))
    def upgrade(self, who: int, which: int, version: str | None) -> None:
        place = self._pick(self.law.places, which)
        one = place.keeper if who < 10 else self._who(who)
        installed = [{"component_id": self.stage.component, "component_version": version}]
        self._do(
            lambda: self.law.upgrade(one, place, version),
            self._patch(one, f"/environments/{place.id}", {"configuration": installed}),
        )

    # Action items, and time

    @_some("communities")
    @rule(who=WHICH, where=WHICH, owner=st.one_of(st.none(), WHICH))
    def ask(self, who: int, where: int, owner: int | None) -> None:
        one, community = self._who(who), self._pick(self.law.communities, where)
        other = None if owner is None else self._who(owner)
        given = {"title": "Ask the vendor", "owner_id": None if other is None else other.id}
        path = f"/communities/{community.slug}/action-items"
        self._make(lambda: self.law.ask(one, community, other), self._posting(one, path, given))

    @_some("items")
    @rule(who=WHICH, which=WHICH, owner=st.one_of(st.none(), WHICH))
    def give_item(self, who: int, which: int, owner: int | None) -> None:
        one, item = self._who(who), self._pick(self.law.items, which)
        other = None if owner is None else self._who(owner)
        given = {"owner_id": None if other is None else other.id}
        self._do(lambda: self.law.give_item(one, item, other), self._patch(one, f"/action-items/{item.id}", given))

    @_some("items")
    @rule(who=WHICH, which=WHICH, state=st.sampled_from(("open", "in_progress", "done", "dropped")))
    def move_item(self, who: int, which: int, state: str) -> None:
        one, item = self._who(who), self._pick(self.law.items, which)
        given = {"state": state, **({"dropped_reason": "Gone."} if state == "dropped" else {})}
        self._do(lambda: self.law.move_item(one, item, state), self._patch(one, f"/action-items/{item.id}", given))

    @rule(days=st.sampled_from((1, 10, 31, 60)))
    def time_passes(self, days: int) -> None:
        self.run(self.stage.pass_time(days))


async def _emptied(organization: Organization) -> None:
    await organization.close()
    await organization.link.execute(EMPTY)


async def _opened(settings: Settings, dsn: str) -> tuple[Any, Organization]:
    app = create_app(settings.model_copy(update={"sweep_seconds": 3600.0}), dsn)
    living = app.router.lifespan_context(app)
    await living.__aenter__()
    return living, Organization(app, await asyncpg.connect(dsn), dsn=dsn)


async def _closed(living: Any, organization: Organization) -> None:
    await organization.close()
    await organization.link.close()
    await living.__aexit__(None, None, None)


@pytest.fixture
def stage(database_url: str, settings: Settings) -> Any:
    with asyncio.Runner() as runner:
        living, organization = runner.run(_opened(settings, database_url))
        Alliance.runner, Alliance.stage = runner, Stage(organization)
        yield Alliance.stage
        runner.run(_closed(living, organization))


def test_whatever_members_do_state_model_and_events_never_disagree(stage: Stage) -> None:
    machine = Alliance
    if SEED is not None:
        hypothesis.seed(int(SEED))(machine)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=hypothesis.settings(
            max_examples=SEQUENCES or 8,
            stateful_step_count=STEPS or 30,
            derandomize=SEED is None,
            database=None,
            deadline=None,
            print_blob=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
