"""The law of solutions and validations. Assessment is that of the reference, which works out every moment anew."""

from datetime import datetime
from uuid import UUID

from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import Outcome
from tests.domain.reference_assessment import Reference
from tests.machine.law import Law
from tests.machine.things import RANGES, Place, Problem, Refused, Solution, Someone, Validation


class WholeLaw(Law):
    def post_solution(self, who: Someone, problem: Problem, steps: str, applies: str | None) -> Solution:
        self._inside(who, problem.community)
        self.must(self.above_observer(who, problem.community), 403)
        self.must(problem.closed is None, 409)
        made = Solution(problem, who, steps, applies)
        self.solutions.append(made)
        return made

    def propose(self, who: Someone, solution: Solution) -> None:
        self._authored(who, solution)
        solution.proposed = True

    def revise(self, who: Someone, solution: Solution, steps: str, applies: str | None) -> None:
        self._authored(who, solution)
        carries = steps == solution.steps and _narrower(applies, solution.range)
        solution.revision += 1
        solution.steps, solution.range = steps, applies
        if not carries:
            solution.line_start = solution.revision

    def _authored(self, who: Someone, solution: Solution) -> None:
        self._inside(who, solution.problem.community)
        self.must(who is solution.author, 403)
        self.must(not solution.withdrawn, 409)

    def _steered(self, who: Someone, solution: Solution) -> None:
        self._inside(who, solution.problem.community)
        self.must(who is solution.author or self.acts(who, solution.problem.community), 403)

    def withdraw(self, who: Someone, solution: Solution) -> None:
        self._steered(who, solution)
        self.must(not solution.withdrawn, 409)
        solution.withdrawn = True
        for other in self.solutions:
            if other.successor is solution:
                other.successor = None

    def succeed(self, who: Someone, solution: Solution, by: Solution) -> None:
        self._steered(who, solution)
        if solution.successor is by:
            return
        self.must(not solution.withdrawn, 409)
        self.must(by.problem is solution.problem, 422)
        self.must(not by.withdrawn, 409)
        after: Solution | None = by
        while after is not None:
            self.must(after is not solution, 409)
            after = after.successor
        solution.successor = by

    def stand_again(self, who: Someone, solution: Solution) -> None:
        self._steered(who, solution)
        self.must(not solution.withdrawn and solution.successor is not None, 409)
        solution.successor = None

    def validate(
        self, who: Someone, solution: Solution, place: Place, revision: int, outcome: str, evidence: bool, harm: bool
    ) -> Validation:
        self._inside(who, solution.problem.community)
        self.must(who.kind == "person", 403)
        self.must(solution.proposed and not solution.withdrawn, 409)
        self.must(revision <= solution.revision and place.keeper is who, 422)
        above = self.above_observer(who, solution.problem.community)
        made = Validation(solution, who, place, place.installed, revision, outcome, evidence, harm, above)
        solution.validations.append(made)
        return made

    def withdraw_validation(self, who: Someone, validation: Validation) -> None:
        self._vouched(who, validation)
        self.must(not validation.withdrawn, 409)
        validation.withdrawn = True

    def carry_over(self, who: Someone, validation: Validation) -> Validation:
        self._vouched(who, validation)
        solution = validation.solution
        carried = any(
            each.carried_from is validation and not each.withdrawn and each.revision >= solution.line_start
            for each in solution.validations
        )
        self.must(not validation.withdrawn and validation.revision < solution.line_start and not carried, 409)
        self.must(solution.proposed and not solution.withdrawn, 409)
        made = Validation(
            solution,
            who,
            validation.place,
            validation.installed,
            solution.revision,
            validation.outcome,
            validation.evidence,
            validation.harm,
            validation.above_observer,
            validation,
        )
        solution.validations.append(made)
        return made

    def _vouched(self, who: Someone, validation: Validation) -> None:
        self._inside(who, validation.solution.problem.community)
        self.must(who is validation.author, 403)

    def upgrade(self, who: Someone, place: Place, installed: str | None) -> None:
        self.must(who.active, 401)
        self.must(place.keeper is who, 403)
        place.installed = installed

    def assessed(self, solution: Solution) -> Reference:
        standing = Standing(
            proposed=solution.proposed,
            withdrawn=solution.withdrawn,
            superseded=solution.successor is not None,
            line_start=solution.line_start,
            authors=frozenset({UUID(solution.author.id)}),
        )
        policy = ValidationPolicy.model_validate(solution.problem.community.policy)
        return Reference(standing, [_heard(each) for each in solution.validations], policy)

    def state(self, problem: Problem, now: datetime) -> str:
        if problem.closed is not None:
            return "closed"
        answers = (each for each in self.solutions if each.problem is problem)
        solved = any(self.assessed(each).status(now) in ("validated", "stale") for each in answers)
        return "solved" if solved else "open"


def _heard(validation: Validation) -> Given:
    applies = validation.solution.range
    if validation.given_at is None:
        raise Refused(500)
    return Given(
        id=UUID(validation.id),
        member_id=UUID(validation.author.id),
        environment_id=UUID(validation.place.id),
        site_id=UUID(validation.place.site),
        outcome=Outcome(validation.outcome),
        given_at=validation.given_at,
        revision=validation.revision,
        by_person=validation.author.kind == "person",
        above_observer=validation.above_observer,
        has_evidence=validation.evidence,
        harm=validation.harm,
        withdrawn=validation.withdrawn,
        fits=applies is None or validation.installed in RANGES[applies],
    )


def _narrower(new: str | None, old: str | None) -> bool:
    """Every component of the old applicability stands in the new one with a subset of its range."""
    return old is None or (new is not None and RANGES[new] <= RANGES[old])
