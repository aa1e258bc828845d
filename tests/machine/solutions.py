"""What members do with solutions, validations and environments; and how every sequence begins."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.machine.acting import APPLIES, POLICIES, TEXTS, WHICH, some, when
from tests.machine.problems import ProblemRules
from tests.machine.things import VERSIONS, Problem, Solution, Someone, Validation


class Alliance(ProblemRules):
    """All that members do."""

    @initialize(policy=st.sampled_from(POLICIES))
    def begun(self, policy: dict[str, object]) -> None:
        """An open community of three, with a proposed solution, so that sequences go deep."""
        ann, bob, cy = self.law.people[:3]
        community = self._found(ann, "open", "open", policy)
        for who in (bob, cy):
            self._joins(who, community, "member")
        problem = self._post(ann, community, "VPN drops", "unstructured")
        solution = self._post_solution(ann, problem, "Restart it.", None)
        self._do(lambda: self.law.propose(ann, solution), self._put(ann, f"/solutions/{solution.id}/proposal"))

    def _post_solution(self, who: Someone, problem: Problem, steps: str, applies: str | None) -> Solution:
        given = {"title": "Do it", "summary": "Do it.", "steps": steps, "applicability": self._applies(applies)}
        made = self._make(
            lambda: self.law.post_solution(who, problem, steps, applies),
            self._posting(who, f"/problems/{problem.id}/solutions", given),
        )
        return made or self.law.solutions[0]

    def _applies(self, applies: str | None) -> list[dict[str, str]]:
        return [] if applies is None else [{"component_id": self.stage.component, "component_versions": applies}]

    @some("problems")
    @rule(who=WHICH, which=WHICH, steps=TEXTS, applies=APPLIES)
    def post_solution(self, who: int, which: int, steps: str, applies: str | None) -> None:
        self._post_solution(self._who(who), self._pick(self.law.problems, which), steps, applies)

    def _mostly_author(self, who: int, solution: Solution) -> Someone:
        return solution.author if who < 8 else self._who(who)

    @some("solutions")
    @rule(who=WHICH, which=WHICH)
    def propose(self, who: int, which: int) -> None:
        solution = self._pick(self.law.solutions, which)
        one = self._mostly_author(who, solution)
        self._do(lambda: self.law.propose(one, solution), self._put(one, f"/solutions/{solution.id}/proposal"))

    @some("solutions")
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

    @some("solutions")
    @rule(who=WHICH, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        solution = self._pick(self.law.solutions, which)
        one, given = self._who(who), {"reason": "Wrong."}
        self._do(
            lambda: self.law.withdraw(one, solution), self._posting(one, f"/solutions/{solution.id}/withdrawal", given)
        )

    @when(lambda self: len(self.law.solutions) > 1)
    @rule(who=WHICH, which=WHICH, by=WHICH)
    def succeed(self, who: int, which: int, by: int) -> None:
        solution, other = self._pick(self.law.solutions, which), self._pick(self.law.solutions, by)
        one, path = self._mostly_author(who, solution), f"/solutions/{solution.id}"
        given = {"successor_id": other.id, "reason": "Better."}
        self._do(
            lambda: self.law.succeed(one, solution, other),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/successor", given, tag=tag)),
        )

    @when(lambda self: any(solution.successor for solution in self.law.solutions))
    @rule(who=WHICH, which=WHICH)
    def stand_again(self, who: int, which: int) -> None:
        solution = self._pick([each for each in self.law.solutions if each.successor], which)
        one, path = self._mostly_author(who, solution), f"/solutions/{solution.id}"
        self._do(
            lambda: self.law.stand_again(one, solution),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/successor", tag=tag)),
        )

    @some("solutions")
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

    @when(lambda self: any(solution.validations for solution in self.law.solutions))
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
