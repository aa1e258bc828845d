"""What members do with solutions, validations and environments; and how every sequence begins."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.machine.acting import APPLIES, POLICIES, TEXTS, WHICH, WHO, act
from tests.machine.problems import ProblemRules
from tests.machine.things import VERSIONS, Place, Problem, Solution, Someone, Validation


class Alliance(ProblemRules):
    """All that members do."""

    @initialize(policy=st.sampled_from(POLICIES), closed=st.sampled_from(("listed", "private")))
    def begun(self, policy: dict[str, object], closed: str) -> None:
        """An open community of four and a service account that a fifth asks to join, with problems, solutions, and
        something of each kind to act on; and one that is closed to outsiders, with a member, an observer, and a draft:
        so that sequences go deep."""
        ann, bob, cy, dee, eli, rob = self.law.people
        community = self._found(ann, "open", "request", policy)
        for who, role in ((bob, "member"), (cy, "member"), (dee, "observer"), (rob, "member")):
            self._adds(ann, community, who, role)
        problem = self._post(ann, community, "VPN drops", "unstructured")
        for who, steps in ((ann, "Restart it."), (bob, "Pin it.")):
            self._propose(who, self._post_solution(who, problem, "Do it", steps, None))
        solution, place = self.law.solutions[0], next(each for each in self.law.places if each.keeper is bob)
        self._validate(bob, solution, place, 1, "confirmed", "Held.", False)
        self._revise(ann, solution, "Replace it.", None)
        self._succeed(cy, self._post_solution(cy, problem, "Do it", "Replace it.", None), self.law.solutions[1])
        self._joins(eli, community, "member")
        gone, slow, again = [self._post(cy, community, title, "structured") for title in ("Gone", "Slow", "Again")]
        self._close(ann, again, "duplicate", gone)
        self._close(ann, gone, "duplicate", slow)
        self._comment(dee, problem)
        self._offer(bob, problem)
        self._ask(ann, community, cy)
        inner = self._found(bob, closed, "request", policy)
        for who, role in ((eli, "member"), (dee, "observer")):
            self._adds(bob, inner, who, role)
        self._post_solution(eli, self._post(eli, inner, "Mail waits", "structured"), "Do it", "Pin it.", None)

    def _propose(self, who: Someone, solution: Solution) -> None:
        self._do(lambda: self.law.propose(who, solution), self._put(who, f"/solutions/{solution.id}/proposal"))

    def _post_solution(self, who: Someone, problem: Problem, title: str, steps: str, applies: str | None) -> Solution:
        given = {"title": title, "summary": "Do it.", "steps": steps, "applicability": self._applies(applies)}
        made = self._make(
            lambda: self.law.post_solution(who, problem, title, steps, applies),
            self._posting(who, f"/problems/{problem.id}/solutions", given),
        )
        return made or self.law.solutions[0]

    def _applies(self, applies: str | None) -> list[dict[str, str]]:
        return [] if applies is None else [{"component_id": self.stage.component, "component_versions": applies}]

    @act(some="problems", who=WHO, which=WHICH, steps=TEXTS, applies=APPLIES)
    def post_solution(self, who: int, which: int, steps: str, applies: str | None) -> None:
        problem = self._pick(self.law.problems, which)
        self._post_solution(self._one("post_solution", problem, who), problem, "Do it", steps, applies)

    def _standing(self) -> list[Solution]:
        """Those that are not withdrawn, or all where none is left."""
        return [solution for solution in self.law.solutions if not solution.withdrawn] or self.law.solutions

    @act(some="solutions", who=WHO, which=WHICH)
    def propose(self, who: int, which: int) -> None:
        drafts = [solution for solution in self._standing() if not solution.proposed]
        solution = self._pick(drafts or self.law.solutions, which)
        self._propose(self._one("propose", solution, who), solution)

    @act(some="solutions", who=WHO, which=WHICH, title=TEXTS)
    def retitle(self, who: int, which: int, title: str) -> None:
        solution = self._pick(self.law.solutions, which)
        one = self._one("retitle", solution, who)
        self._do(
            lambda: self.law.retitle(one, solution, title),
            self._patch(one, f"/solutions/{solution.id}", {"title": title}),
        )

    @act(often=2, some="solutions", who=WHO, which=WHICH, steps=st.one_of(st.none(), TEXTS), applies=APPLIES)
    def revise(self, who: int, which: int, steps: str | None, applies: str | None) -> None:
        tried = [each for each in self._standing() if each.validations]
        solution = self._pick(tried if tried and which < 8 else self._standing(), which)
        one, words = self._one("revise", solution, who), steps or solution.steps
        self._revise(one, solution, words, applies)

    def _revise(self, one: Someone, solution: Solution, words: str, applies: str | None) -> None:
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

    @act(often=3, some="solutions", who=WHO, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        """Sooner what succeeds another."""
        succeeding = [each.successor for each in self.law.solutions if each.successor is not None]
        solution = self._pick((which < 8 and succeeding) or self.law.solutions, which)
        one, given = self._one("withdraw", solution, who), {"reason": "Wrong."}
        self._do(
            lambda: self.law.withdraw(one, solution), self._posting(one, f"/solutions/{solution.id}/withdrawal", given)
        )

    @act(often=3, when=lambda self: len(self.law.solutions) > 1, who=WHO, which=WHICH, by=WHICH)
    def succeed(self, who: int, which: int, by: int) -> None:
        """Mostly by another of the same problem that stands."""
        solution = self._pick(self._standing(), which)
        rivals = [
            each
            for each in self.law.solutions
            if each.problem is solution.problem and each is not solution and not each.withdrawn
        ]
        other = self._pick(rivals if rivals and by < 9 else self.law.solutions, by)
        self._succeed(self._one("succeed", solution, who), solution, other)

    def _succeed(self, one: Someone, solution: Solution, other: Solution) -> None:
        path = f"/solutions/{solution.id}"
        given = {"successor_id": other.id, "reason": "Better."}
        self._do(
            lambda: self.law.succeed(one, solution, other),
            self._on(one, path, lambda tag: self._person(one).put(f"{path}/successor", given, tag=tag)),
        )

    @act(often=4, when=lambda self: any(solution.successor for solution in self.law.solutions), who=WHO, which=WHICH)
    def stand_again(self, who: int, which: int) -> None:
        solution = self._pick([each for each in self.law.solutions if each.successor], which)
        one, path = self._one("stand_again", solution, who), f"/solutions/{solution.id}"
        self._do(
            lambda: self.law.stand_again(one, solution),
            self._on(one, path, lambda tag: self._person(one).delete(f"{path}/successor", tag=tag)),
        )

    @act(some="solutions", who=WHO, which=WHICH, kind=st.sampled_from(("outdated", "dangerous")))
    def flag(self, who: int, which: int, kind: str) -> None:
        solution = self._pick(self.law.solutions, which)
        one, given = self._one("flag", solution, who), {"kind": kind, "reason": "It was changed since."}
        item, body = self._do(
            lambda: self.law.flag(one, solution, kind), self._posting(one, f"/solutions/{solution.id}/flags", given)
        )
        if item is not None:
            item.id = item.id or body["action_item_id"]
            assert item.id == body["action_item_id"]

    @act(
        often=4, when=lambda self: any(self.law.could_confirm(solution) for solution in self.law.solutions), which=WHICH
    )
    def confirm(self, which: int) -> None:
        """Somebody gives what may be missing."""
        open_to = [(solution, place) for solution in self.law.solutions for place in self.law.could_confirm(solution)]
        solution, place = self._pick(open_to, which)
        self._validate(place.keeper, solution, place, solution.revision, "confirmed", "Held.", False)

    @act(
        some="solutions",
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
        one = place.keeper if stranger < 8 else self._one("validate", solution, where)
        revision = max(1, solution.revision - back + (stranger == 7))
        self._validate(one, solution, place, revision, outcome, evidence, harm)

    def _validate(
        self, one: Someone, solution: Solution, place: Place, revision: int, outcome: str, evidence: str, harm: bool
    ) -> None:
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

    @act(when=lambda self: any(solution.validations for solution in self.law.solutions), who=WHO, which=WHICH)
    def withdraw_validation(self, who: int, which: int) -> None:
        """Now and then one that could be carried over."""
        validation = self._pick((which < 4 and self._uncarried()) or self._given(), which)
        one, given = self._one("withdraw_validation", validation, who), {"reason": "My mistake."}
        self._do(
            lambda: self.law.withdraw_validation(one, validation),
            self._posting(one, f"/validations/{validation.id}/withdrawal", given),
        )

    def _uncarried(self) -> list[Validation]:
        """Those of an earlier line that were not carried over, be they withdrawn."""
        carried = [each.carried_from for each in self._given()]
        return [each for each in self._given() if each.revision < each.solution.line_start and each not in carried]

    @act(often=3, when=lambda self: bool(self._given()), who=WHO, which=WHICH)
    def carry_over(self, who: int, which: int) -> None:
        validation = self._pick((which < 8 and self._uncarried()) or self._given(), which)
        one = self._one("carry_over", validation, who)
        self._make(
            lambda: self.law.carry_over(one, validation),
            self._posting(one, f"/validations/{validation.id}/carry-over"),
        )

    @act(who=WHO, which=WHICH, version=st.sampled_from(VERSIONS))
    def upgrade(self, who: int, which: int, version: str | None) -> None:
        place = self._pick(self.law.places, which)
        one = self._one("upgrade", place, who)
        installed = [{"component_id": self.stage.component, "component_version": version}]
        self._do(
            lambda: self.law.upgrade(one, place, version),
            self._patch(one, f"/environments/{place.id}", {"configuration": installed}),
        )
