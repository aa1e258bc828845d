"""What becomes of one ticket: a problem with its comments, the solution that fixed it, the validations of those who
tried that, and the closures of duplicates, each as the deed of who did it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.access.participants import Participant
from app.access.sought import problem_with_other_at, solution_at
from app.domain.errors import Forbidden, Invalid, Refusal
from app.domain.vocabulary import ClosureReason, SolutionKind, SubjectKind
from app.imports.jira_duplicates import Duplicates
from app.imports.jira_estate import Estate, environment_key
from app.imports.jira_record import CommentRead, IssueRead, LeftOut, SolutionRead, VerificationRead
from app.imports.tally import Tally
from app.models.comment import CommentIn
from app.models.problem import ClosureIn, Problem, ProblemIn
from app.models.solution import RequirementIn, Solution, SolutionIn
from app.models.validation import ValidationIn
from app.services import applicabilities, comments, problems, solutions, validations
from app.services.imported import Key

WORDS: Mapping[LeftOut, str] = {
    LeftOut.empty_comment: "comments without words",
    LeftOut.nameless_comment: "comments of nobody: the record has lost their author",
    LeftOut.by_the_assignee: "verifications by the author of the solution",
    LeftOut.no_solution: "verifications of a ticket that has no solution",
    LeftOut.hedged: "verifications that are hedged",
    LeftOut.mixed: "verifications that it works here and not there",
    LeftOut.no_result: "verifications that tell no result",
    LeftOut.before_fix: "verifications from before the fix",
    LeftOut.no_configuration: "verifications that name nothing known with a version, or too much",
}


class TicketBatch:
    """Some tickets, in one transaction, under the community's lock."""

    def __init__(self, estate: Estate, duplicates: Duplicates, opening: Tally) -> None:
        self._estate, self._duplicates, self._opening = estate, duplicates, opening
        self._work, self._ledger = estate.work, estate.ledger

    async def take(self, item: IssueRead) -> Tally:
        tally, self._opening = self._opening, Tally()
        if self._ledger.of(SubjectKind.problem, item.key) is not None:
            tally.there["problems"] += 1
            return tally
        problem = await self._post(item, tally)
        for comment in item.comments:
            await self._comment(problem, comment, tally)
        if item.solution is not None:
            await self._solve(item, problem, item.solution, tally)
        for key in (item.key, *self._duplicates.repeated_by.get(item.key, ())):
            await self._close_duplicate(key, tally)
        _count_left_out(item, tally)
        return tally

    async def _post(self, item: IssueRead, tally: Tally) -> Problem:
        """By who reported it; by the coordinator where the record has lost that."""
        estate = self._estate
        given = ProblemIn(
            title=item.title,
            statement=item.statement,
            severity=item.severity,
            component_ids=await estate.concerned(item, tally),
        )
        if item.reporter is None:
            tally.left_out["reporters that the record has lost: the coordinator's problems"] += 1
            community = estate.community
            self._work.acting_as(estate.coordinator)
        else:
            community = self._acting(item.reporter).in_community(estate.community)
        problem = problems.post(self._work, community, given, recorded_at=item.created_at)
        estate.community = replace(estate.community, problem_count=problem.number)
        self._ledger.enter(self._work, SubjectKind.problem, item.key, problem.id)
        tally.made["problems"] += 1
        return problem

    async def _comment(self, problem: Problem, comment: CommentRead, tally: Tally) -> None:
        found = self._acting(comment.author).at_problem(problem)
        given = CommentIn(body=comment.body)
        await comments.post(self._work, SubjectKind.problem, found, given, recorded_at=comment.created_at)
        tally.made["comments"] += 1

    async def _solve(self, item: IssueRead, problem: Problem, read: SolutionRead, tally: Tally) -> None:
        applicability = await self._applicability(read, tally)
        if applicability is None:
            tally.left_out["solutions whose versions their component's order has no place for"] += 1
            return
        author = self._acting(read.author)
        given = SolutionIn(
            title=item.title,
            kind=SolutionKind.fix,
            summary=read.summary,
            steps=read.steps,
            applicability=applicability,
        )
        solution = await solutions.post(self._work, author.at_problem(problem), given, recorded_at=read.proposed_at)
        await solutions.propose(self._work, author.at_solution(solution, problem), recorded_at=read.proposed_at)
        tally.made["solutions"] += 1
        for each in read.verifications:
            await self._vouch(item, solution, each, tally)

    async def _applicability(self, read: SolutionRead, tally: Tally) -> list[RequirementIn] | None:
        given = [
            RequirementIn(component_id=await self._estate.component(name, tally), component_versions=versions)
            for name, versions in read.applicability
        ]
        try:
            applicabilities.read(given, self._estate.orders)
        except Invalid:
            return None
        return given

    async def _vouch(self, item: IssueRead, solution: Solution, read: VerificationRead, tally: Tally) -> None:
        """What is refused now, because an environment was retired since, say, is left out alone."""
        environment_id = await self._estate.environment(read.author, read.configuration, read.given_at, tally)
        if environment_id is None:
            tally.left_out["verifications in versions that their components do not have"] += 1
            return
        found = await self._work.find_for(self._acting(read.author).actor.member_id, solution_at(str(solution.id)))
        given = ValidationIn(
            environment_id=environment_id,
            revision=solution.revision,
            outcome=read.outcome,
            evidence=read.evidence,
            machines=read.machines,
            ticket=item.key,
        )
        try:
            await validations.give(self._work, found, given, recorded_at=read.given_at)
        except Refusal as refusal:
            tally.left_out[f"verifications that are refused: {refusal.title}"] += 1
        else:
            tally.made["validations"] += 1

    async def _close_duplicate(self, key: str, tally: Tally) -> None:
        """Once both are there. By the coordinator: the record does not say who closed it, and the assignee may not."""
        target = self._duplicates.targets.get(key)
        if target is None:
            return
        problem_id, other_id = (self._ledger.of(SubjectKind.problem, each) for each in (key, target))
        if problem_id is None or other_id is None:
            return
        sought = problem_with_other_at(str(problem_id), other_id)
        found = await self._work.find_for(self._estate.asked.coordinator_id, sought)
        given = ClosureIn(reason=ClosureReason.duplicate, duplicate_of_id=other_id)
        try:
            await problems.close(self._work, found, given, recorded_at=self._duplicates.resolved_at.get(key))
        except Refusal as refusal:
            tally.left_out[f"duplicates that are refused: {refusal.title}"] += 1
        else:
            tally.made["closures of duplicates"] += 1

    def _acting(self, name: str) -> Participant:
        person = self._estate.people.get(name)
        if person is None:
            raise Forbidden(f"{name} is not active in the organization any more.")
        self._work.acting_as(person.actor)
        return person


def keys_of(issue: IssueRead, duplicates: Duplicates) -> Iterable[Key]:
    """What the ledger is asked for before a ticket is made."""
    for person in issue.people:
        yield SubjectKind.member, person
    if issue.solution is not None:
        for each in issue.solution.verifications:
            yield SubjectKind.environment, environment_key(each.author, each.configuration)
    if issue.key in duplicates.targets:
        yield SubjectKind.problem, duplicates.targets[issue.key]
    for key in duplicates.repeated_by.get(issue.key, ()):
        yield SubjectKind.problem, key


def _count_left_out(item: IssueRead, tally: Tally) -> None:
    for reason, count in item.left_out.items():
        tally.left_out[WORDS[reason]] += count
    for link in item.other_links:
        tally.left_out[f"links: {link.kind}"] += 1
    if item.removed_characters:
        tally.left_out["characters that no text can hold"] += item.removed_characters
