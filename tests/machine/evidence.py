"""The law of solutions and validations. Assessment is that of the reference, which works out every moment anew."""

from datetime import datetime
from uuid import UUID

from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import Outcome
from tests.domain.reference_assessment import Reference
from tests.machine.law import Law
from tests.machine.things import RANGES, Item, Place, Problem, Refused, Solution, Someone, Validation


class WholeLaw(Law):
    def post_solution(self, who: Someone, problem: Problem, title: str, steps: str, applies: str | None) -> Solution:
        self.require("post_solution", who, problem)
        self.must(problem.closed is None, 409)
        made = Solution(problem, who, title, steps, applies)
        self.solutions.append(made)
        return made

    def propose(self, who: Someone, solution: Solution) -> None:
        self.require("propose", who, solution)
        self.must(not solution.withdrawn, 409)
        solution.proposed = True

    def retitle(self, who: Someone, solution: Solution, title: str) -> None:
        self.require("retitle", who, solution)
        self.must(not solution.withdrawn, 409)
        solution.title = title

    def revise(self, who: Someone, solution: Solution, steps: str, applies: str | None) -> None:
        self.require("revise", who, solution)
        self.must(not solution.withdrawn, 409)
        carries = steps == solution.steps and _narrower(applies, solution.range)
        solution.revision += 1
        solution.steps, solution.range = steps, applies
        if not carries:
            solution.line_start = solution.revision

    def withdraw(self, who: Someone, solution: Solution) -> None:
        self.require("withdraw", who, solution)
        self.must(not solution.withdrawn, 409)
        solution.withdrawn = True
        for other in self.solutions:
            if other.successor is solution:
                other.successor = None

    def succeed(self, who: Someone, solution: Solution, by: Solution) -> None:
        self.require("succeed", who, solution)
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
        self.require("stand_again", who, solution)
        self.must(not solution.withdrawn and solution.successor is not None, 409)
        solution.successor = None

    def flag(self, who: Someone, solution: Solution, kind: str) -> Item:
        """The action item that the flag made, or added to."""
        self.require("flag", who, solution)
        item = solution.flagged.get(kind)
        if item is None or not item.to_do:
            community, author = solution.problem.community, solution.author
            item = Item(community, None, author if self.can_own(author, community) else None)
            solution.flagged[kind] = item
            self.items.append(item)
        return item

    def validate(
        self, who: Someone, solution: Solution, place: Place, revision: int, outcome: str, evidence: bool, harm: bool
    ) -> Validation:
        self.require("validate", who, solution)
        self.must(solution.proposed and not solution.withdrawn, 409)
        self.must(revision <= solution.revision and place.keeper is who, 422)
        above = self.above_observer(who, solution.problem.community)
        made = Validation(solution, who, place, place.installed, revision, outcome, evidence, harm, above)
        solution.validations.append(made)
        return made

    def withdraw_validation(self, who: Someone, validation: Validation) -> None:
        self.require("withdraw_validation", who, validation)
        self.must(not validation.withdrawn, 409)
        validation.withdrawn = True

    def carry_over(self, who: Someone, validation: Validation) -> Validation:
        self.require("carry_over", who, validation)
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
            given_at=validation.given_at,
        )
        solution.validations.append(made)
        return made

    def upgrade(self, who: Someone, place: Place, installed: str | None) -> None:
        self.require("upgrade", who, place)
        place.installed = installed

    def could_confirm(self, solution: Solution) -> list[Place]:
        """Where somebody's confirmation can be given that was not yet, be it one that counts or an observer's."""
        given = {each.place for each in solution.validations if each.outcome == "confirmed" and not each.withdrawn}
        return [
            place
            for place in self.places
            if solution.proposed
            and not solution.withdrawn
            and place not in given
            and place.keeper is not solution.author
            and self.may("validate", place.keeper, solution)
        ]

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
