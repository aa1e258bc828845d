"""Solutions: posted on a problem, revised, proposed, withdrawn, succeeded; and how far they are vouched for."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Path, Response
from fastapi import Query as InQuery
from pydantic import Field

from app.access.sought import problem_at, solution_at
from app.auth.scopes import Scope
from app.domain.errors import (
    AlreadyClosed,
    AlreadyWithdrawn,
    NotSuperseded,
    PreconditionFailed,
    PreconditionRequired,
    RepeatedComponent,
    RingOfSolutions,
    UnknownReference,
    UnknownVersion,
    UnreadableRange,
    UnreadableVersion,
)
from app.domain.vocabulary import SolutionKind, SolutionOrder, SolutionStatus
from app.http.door import Door
from app.http.paths import ProblemAddress, SolutionAddress
from app.http.queries import CommunityFilter, Query
from app.http.requests import Change, Reads, changing, posting, posting_on, reading
from app.models.solution import (
    AssessmentPage,
    Coverage,
    RevisionIn,
    SolutionAssessment,
    SolutionIn,
    SolutionPage,
    SolutionPatch,
    SolutionRevisionPage,
    SolutionRevisionShown,
    SolutionShown,
    SuccessorIn,
    WithdrawalIn,
)
from app.queries import assessments as explained
from app.queries import solutions as views
from app.services import revisions, solutions

router = Door("solutions")
ReadsDep = Annotated[Reads, reading(Scope.solutions_read)]
ChangeDep = Annotated[Change, changing(Scope.solutions_write)]
PostDep = Annotated[Change, posting(Scope.solutions_write)]
PostOnDep = Annotated[Change, posting_on(Scope.solutions_write)]
_APPLICABILITY = (UnknownReference, UnknownVersion, UnreadableRange, UnreadableVersion, RepeatedComponent)


class SolutionsOfProblemQuery(Query):
    status: list[SolutionStatus] | None = Field(None, description="Of one of these statuses.", max_length=50)
    kind: list[SolutionKind] | None = Field(None, description="Of one of these kinds.", max_length=50)
    component: list[UUID] | None = Field(None, description="That require one of these components.", max_length=50)
    author: list[UUID] | None = Field(None, description="Posted by one of these members.", max_length=50)
    sort: SolutionOrder = Field(SolutionOrder.newest, description="Newest first.")


class SolutionsQuery(SolutionsOfProblemQuery):
    community: CommunityFilter = None


class AssessmentsQuery(Query):
    default_order: ClassVar[str] = "created_at"


class RevisionsQuery(Query):
    default_order: ClassVar[str] = "-revision"


@router.post("/problems/{problem}/solutions", SolutionShown, AlreadyClosed, *_APPLICABILITY)
async def post_solution(problem: ProblemAddress, given: SolutionIn, change: PostDep) -> Response:
    """Post a solution.

    For members of the community. It is a draft, that every reader sees as such, until you propose it; say where it
    works by its applicability, so that evidence from elsewhere is not held against it."""
    found = await change.find(problem_at(problem))
    posted = await solutions.post(change.work, found, given)
    return await change.created(views.solution(str(posted.id)), f"/solutions/{posted.id}")


@router.read("/problems/{problem}/solutions", SolutionPage)
async def list_solutions_of_problem(
    problem: ProblemAddress, query: Annotated[SolutionsOfProblemQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a problem's solutions.

    When a problem has more than the fifty that it shows itself. Drafts included, marked as such."""
    return await reads.page(views.of_problem(problem), query)


@router.read("/problems/{problem}/assessments", AssessmentPage)
async def list_assessments_of_problem(
    problem: ProblemAddress, query: Annotated[AssessmentsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List the assessments of a problem's solutions.

    Why each has its status, what is missing, and what you may do with it: with the problem itself, all that a page
    about it shows, in two requests at once. Who could supply what is missing, and how it came about, each solution's
    own assessment says."""
    return await reads.page(views.assessments_of_problem(problem), query)


@router.read("/solutions", SolutionPage)
async def list_solutions(query: Annotated[SolutionsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List solutions.

    To find what solves things wherever you may read: by component, kind or status. Of one problem, ask that problem,
    which shows its first fifty."""
    return await reads.page(views.all_readable(), query)


@router.read("/solutions/{solution}", SolutionShown)
async def read_solution(solution: SolutionAddress, reads: ReadsDep) -> Response:
    """Read a solution.

    For the page of a solution: its current text, its status, and those who made and tried it; why it has that status,
    its assessment says."""
    return await reads.one(views.solution(solution))


@router.change("/solutions/{solution}", SolutionShown, AlreadyWithdrawn)
async def change_solution(solution: SolutionAddress, given: SolutionPatch, change: ChangeDep) -> Response:
    """Change a solution's title or kind.

    For its authors, to put a title right or say what kind it is. The text itself is changed by a revision."""
    found = await change.find(solution_at(solution))
    change.match(found.version)
    solutions.change(change.work, found, given)
    return await change.answer(views.solution(solution))


@router.post(
    "/solutions/{solution}/revisions",
    SolutionShown,
    AlreadyWithdrawn,
    PreconditionFailed,
    PreconditionRequired,
    *_APPLICABILITY,
)
async def revise_solution(solution: SolutionAddress, given: RevisionIn, change: PostOnDep) -> Response:
    """Revise a solution.

    For its authors, on the version named by If-Match, so that two from one base cannot both be made. A revision with
    the same steps and rollback that applies to no more than before carries the evidence so far; any other begins a new
    line of evidence, and members carry their validations over one by one."""
    found = await change.find(solution_at(solution))
    change.match(found.version)
    revision = await revisions.revise(change.work, found, given)
    return await change.created(views.solution(solution), f"/solutions/{found.id}/revisions/{revision.revision}")


@router.read("/solutions/{solution}/revisions", SolutionRevisionPage)
async def list_solution_revisions(
    solution: SolutionAddress, query: Annotated[RevisionsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a solution's revisions.

    To see how a solution came to its current text: newest first, without the texts, which each revision's own address
    has."""
    return await reads.page(views.revisions(solution), query)


@router.read("/solutions/{solution}/revisions/{revision}", SolutionRevisionShown)
async def read_solution_revision(
    solution: SolutionAddress,
    revision: Annotated[int, Path(ge=1, le=1_000_000, description="The revision's number.")],
    reads: ReadsDep,
) -> Response:
    """Read one revision of a solution.

    To see what a validation was given on: the whole text as it was written then; it never changes."""
    return await reads.one(views.revision(solution, revision))


@router.state("PUT", "/solutions/{solution}/proposal", SolutionShown, AlreadyWithdrawn)
async def propose_solution(solution: SolutionAddress, change: ChangeDep) -> Response:
    """Propose a solution.

    For its authors: from then on members validate it. A proposal is not taken back; a solution can be withdrawn. The
    same again answers what stands."""
    found = await change.find(solution_at(solution))
    await solutions.propose(change.work, found)
    return await change.answer(views.solution(solution))


@router.post("/solutions/{solution}/withdrawal", SolutionShown, AlreadyWithdrawn, status=200)
async def withdraw_solution(solution: SolutionAddress, given: WithdrawalIn, change: PostDep) -> Response:
    """Withdraw a solution.

    For its authors and acting coordinators, with a reason that is shown. It is final. What it succeeded stands for
    itself again, by the evidence it has."""
    found = await change.find(solution_at(solution))
    await solutions.withdraw(change.work, found, given.reason)
    return await change.answer(views.solution(solution))


@router.state(
    "PUT", "/solutions/{solution}/successor", SolutionShown, AlreadyWithdrawn, RingOfSolutions, UnknownReference
)
async def name_successor(solution: SolutionAddress, given: SuccessorIn, change: ChangeDep) -> Response:
    """Name a solution's successor.

    For its authors and acting coordinators (who give a reason): another solution of the same problem that takes its
    place. Where there is one already, If-Match carries the solution's tag; the same again answers what stands."""
    found = await change.find(solution_at(solution))
    if not solutions.succeeded(found, given):
        change.match_if(exists=found.successor_id is not None, version=found.version)
        await solutions.name_successor(change.work, found, given)
    return await change.answer(views.solution(solution))


@router.state("DELETE", "/solutions/{solution}/successor", SolutionShown, AlreadyWithdrawn, NotSuperseded)
async def remove_successor(solution: SolutionAddress, change: ChangeDep) -> Response:
    """Take a solution's successor back.

    When the successor turns out to be no better: the solution stands for itself again, by the evidence it has.
    If-Match carries the solution's tag."""
    found = await change.find(solution_at(solution))
    change.match(found.version)
    await solutions.remove_successor(change.work, found)
    return await change.answer(views.solution(solution))


@router.read("/solutions/{solution}/assessment", SolutionAssessment)
async def read_assessment(solution: SolutionAddress, reads: ReadsDep) -> Response:
    """Read why a solution has its status.

    When you want to know why, or what would change it: each reason, what is missing, who could supply it, what was
    counted, and the last changes."""
    return await reads.one(explained.assessment(solution))


@router.read("/solutions/{solution}/coverage", Coverage)
async def read_coverage(solution: SolutionAddress, reads: ReadsDep) -> Response:
    """Read where a solution holds.

    Before you use a solution on versions of your own: component and version by outcome, with the newest evidence of
    each; and failures outside its applicability."""
    return await reads.one(explained.coverage(solution))
