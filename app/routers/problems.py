"""Problems: posted in a community, found everywhere one may read, changed, closed and taken up again."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.addresses import community_address
from app.access.sought import community_inside_at, problem_at, problem_in_tree_at, problem_with_other_at
from app.auth.scopes import Scope
from app.domain.errors import (
    AlreadyClosed,
    DuplicateOfDuplicate,
    NotClosed,
    RingOfProblems,
    UnknownReference,
    UnsuitableMember,
)
from app.domain.vocabulary import ProblemOrder, ProblemState, Severity, Whose
from app.http.door import Door
from app.http.paths import CommunityAddress, ProblemAddress
from app.http.queries import CommunityFilter, Query, TicketKeyFilter
from app.http.requests import Change, Reads, changing, posting_for_others, reading
from app.models.problem import ClosureIn, ProblemIn, ProblemPage, ProblemPatch, ProblemRevisionPage, ProblemShown
from app.queries import problems as views
from app.services import problems

router = Door("problems")
ReadsDep = Annotated[Reads, reading(Scope.problems_read)]
ChangeDep = Annotated[Change, changing(Scope.problems_write)]
PostForOthersDep = Annotated[Change, posting_for_others(Scope.problems_write)]


class ProblemsOfCommunityQuery(Query):
    state: list[ProblemState] | None = Field(None, description="In one of these states.", max_length=50)
    severity: list[Severity] | None = Field(None, description="Of one of these severities.", max_length=50)
    component: list[UUID] | None = Field(None, description="Concerning one of these components.", max_length=50)
    author: list[UUID] | None = Field(None, description="Posted by one of these members.", max_length=50)
    affected: Whose | None = Field(None, description="`me`: only those I marked myself affected by.")
    imported_key: list[Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]] | None = Field(
        None, description="That had one of these keys in the record they were imported from.", max_length=50
    )
    ticket: TicketKeyFilter = None
    sort: ProblemOrder = Field(ProblemOrder.newest, description="Newest or last changed first.")


class ProblemsQuery(ProblemsOfCommunityQuery):
    community: CommunityFilter = None


@router.post("/communities/{community}/problems", ProblemShown, UnknownReference, UnsuitableMember, finds=True)
async def post_problem(community: CommunityAddress, given: ProblemIn, change: PostForOthersDep) -> Response:
    """Post a problem.

    Bring a problem to a community of yours. It may still be vague: say so by `form: unstructured`, and others offer
    framings. Your first words are kept for ever as revision 1. What came before under the same `external_reference`
    is answered as it stands (200)."""
    found = await change.find(community_inside_at(community))
    before = await problems.posted_before(change.work, found, given)
    if before is not None:
        return await change.answer(views.problem(str(before)))
    posted = problems.post(change.work, found, await problems.named(change.work, found, given))
    return await change.created(views.problem(str(posted.id)), f"/problems/{posted.id}")


@router.read("/communities/{community}/problems", ProblemPage)
async def list_problems_of_community(
    community: CommunityAddress, query: Annotated[ProblemsOfCommunityQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a community's problems.

    For the page of one community, or to look for what was posted there before you post again; filters and order as in
    the list across communities."""
    return await reads.page(views.of_community(*community_address(community)), query)


@router.read("/problems", ProblemPage)
async def list_problems(query: Annotated[ProblemsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List problems.

    To find problems wherever you may read: by component, state, or those you are affected by (`affected=me`). Of one
    community, ask that community's list."""
    return await reads.page(views.all_readable(), query)


@router.read("/problems/{problem}", ProblemShown)
async def read_problem(problem: ProblemAddress, reads: ReadsDep) -> Response:
    """Read a problem.

    For the page of a problem: with its solutions, its reach, and what you may do with it, which is all that the page
    needs."""
    return await reads.one(views.problem(problem))


@router.change("/problems/{problem}", ProblemShown, UnknownReference, AlreadyClosed, RingOfProblems)
async def change_problem(problem: ProblemAddress, given: ProblemPatch, change: ChangeDep) -> Response:
    """Change a problem.

    For its author and acting coordinators. New words are the next revision; the old ones stay readable."""
    found = await change.find(problem_at(problem))
    change.match(found.version)
    await problems.change(change.work, found, await problems.named(change.work, found, given))
    return await change.answer(views.problem(str(found.id)))


class RevisionsQuery(Query):
    default_order: ClassVar[str] = "-revision"


@router.read("/problems/{problem}/revisions", ProblemRevisionPage)
async def list_problem_revisions(
    problem: ProblemAddress, query: Annotated[RevisionsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a problem's words through time.

    To see what was asked when a solution was written: newest first; the last is revision 1, its author's first words.
    """
    return await reads.page(views.revisions(problem), query)


@router.state(
    "PUT",
    "/problems/{problem}/closure",
    ProblemShown,
    AlreadyClosed,
    DuplicateOfDuplicate,
    RingOfProblems,
    UnknownReference,
)
async def close_problem(problem: ProblemAddress, given: ClosureIn, change: ChangeDep) -> Response:
    """Close a problem.

    With a reason, for its author and acting coordinators. A duplicate names the problem it repeats, of the same
    community or, both being open, of another; marks and all else stay where they are and count at the root. The same
    closure again answers what stands; where the problem is closed already, If-Match carries its tag."""
    other = given.duplicate_of_id
    found = await change.find(problem_at(problem) if other is None else problem_with_other_at(problem, other))
    if not problems.stands(found, given):
        change.match_if(exists=found.closed_at is not None, version=found.version)
        await problems.close(change.work, found, given)
    return await change.answer(views.problem(str(found.id)))


@router.state("DELETE", "/problems/{problem}/closure", ProblemShown, NotClosed)
async def reopen_problem(problem: ProblemAddress, change: ChangeDep) -> Response:
    """Take a problem's closure back.

    For its author and acting coordinators, when it is not over after all: it is again what its solutions make of it,
    and its own root. If-Match carries the problem's tag."""
    found = await change.find(problem_in_tree_at(problem))
    change.match(found.version)
    await problems.reopen(change.work, found)
    return await change.answer(views.problem(str(found.id)))
