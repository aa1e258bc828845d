"""Comments: on problems, solutions and validations, with one level of answers."""

from typing import Annotated, ClassVar

from fastapi import Query as InQuery
from fastapi import Response

from app.access.found import FoundProblem, FoundSolution, FoundValidation
from app.access.sought import comment_at, problem_at, solution_at, validation_at
from app.auth.scopes import Scope
from app.domain.errors import (
    AlreadyWithdrawn,
    AnswerNotResolved,
    AnswerToAnswer,
    NotResolved,
    UnknownReference,
    UnsuitableMember,
)
from app.domain.vocabulary import SubjectKind
from app.http.door import Door
from app.http.paths import CommentAddress, ProblemAddress, SolutionAddress, ValidationAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, posting, posting_for_others, reading
from app.models.comment import CommentIn, CommentPage, CommentPatch, CommentRevisionPage, CommentShown
from app.queries import comments as views
from app.services import comments

router = Door("comments")
ReadsDep = Annotated[Reads, reading(Scope.comments_read)]
ChangeDep = Annotated[Change, changing(Scope.comments_write)]
PostDep = Annotated[Change, posting(Scope.comments_write)]
PostForOthersDep = Annotated[Change, posting_for_others(Scope.comments_write)]


class CommentsQuery(Query):
    default_order: ClassVar[str] = "created_at"


class CommentRevisionsQuery(Query):
    default_order: ClassVar[str] = "-revision"


CommentsQueryDep = Annotated[CommentsQuery, InQuery()]


@router.post(
    "/problems/{problem}/comments", CommentShown, UnknownReference, AnswerToAnswer, UnsuitableMember, finds=True
)
async def comment_on_problem(problem: ProblemAddress, given: CommentIn, change: PostForOthersDep) -> Response:
    """Comment on a problem.

    To ask or add something: by any person who may read it, in an open community without being a member. An answer
    names the comment that it answers, which must not be an answer itself."""
    found = await change.find(problem_at(problem))
    return await _posted(change, SubjectKind.problem, found, given)


@router.read("/problems/{problem}/comments", CommentPage)
async def list_comments_on_problem(problem: ProblemAddress, query: CommentsQueryDep, reads: ReadsDep) -> Response:
    """List the comments on a problem.

    For the page of a problem: oldest first, answers among them, with their words; those taken back keep their place.
    What is said about its solutions and validations stands with these."""
    return await reads.page(views.on_problem(problem), query)


@router.post(
    "/solutions/{solution}/comments", CommentShown, UnknownReference, AnswerToAnswer, UnsuitableMember, finds=True
)
async def comment_on_solution(solution: SolutionAddress, given: CommentIn, change: PostForOthersDep) -> Response:
    """Comment on a solution.

    To ask or say something about how it is done, drafts included: by any person who may read it. What came of using
    it is a validation. An answer names the comment that it answers, which must not be an answer itself."""
    found = await change.find(solution_at(solution))
    return await _posted(change, SubjectKind.solution, found, given)


@router.read("/solutions/{solution}/comments", CommentPage)
async def list_comments_on_solution(solution: SolutionAddress, query: CommentsQueryDep, reads: ReadsDep) -> Response:
    """List the comments on a solution.

    For the page of a solution: oldest first, answers among them, with their words; those taken back keep their
    place."""
    return await reads.page(views.on_solution(solution), query)


@router.post(
    "/validations/{validation}/comments", CommentShown, UnknownReference, AnswerToAnswer, UnsuitableMember, finds=True
)
async def comment_on_validation(validation: ValidationAddress, given: CommentIn, change: PostForOthersDep) -> Response:
    """Comment on a validation.

    To ask how it was tried, or to doubt it: by any person who may read it. An answer names the comment that it
    answers, which must not be an answer itself."""
    found = await change.find(validation_at(validation))
    return await _posted(change, SubjectKind.validation, found, given)


@router.read("/validations/{validation}/comments", CommentPage)
async def list_comments_on_validation(
    validation: ValidationAddress, query: CommentsQueryDep, reads: ReadsDep
) -> Response:
    """List the comments on a validation.

    For the page of a validation: oldest first, answers among them, with their words; those taken back keep their
    place."""
    return await reads.page(views.on_validation(validation), query)


@router.read("/comments/{comment}", CommentShown)
async def read_comment(comment: CommentAddress, reads: ReadsDep) -> Response:
    """Read a comment.

    From an event that names it, and for its tag before you edit it: as it now is; its former words stand in its
    revisions."""
    return await reads.one(views.comment(comment))


@router.change("/comments/{comment}", CommentShown, AlreadyWithdrawn)
async def edit_comment(comment: CommentAddress, given: CommentPatch, change: ChangeDep) -> Response:
    """Edit a comment.

    For its author, to put words right. New words are the next revision; the old ones stay readable."""
    found = await change.find(comment_at(comment))
    change.match(found.version)
    comments.edit(change.work, found, given)
    return await change.answer(views.comment(comment))


@router.read("/comments/{comment}/revisions", CommentRevisionPage)
async def list_comment_revisions(
    comment: CommentAddress, query: Annotated[CommentRevisionsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a comment's words through time.

    When a comment was edited or taken back: newest first, and all of them stay readable."""
    return await reads.page(views.revisions(comment), query)


@router.post("/comments/{comment}/withdrawal", CommentShown, AlreadyWithdrawn, status=200)
async def withdraw_comment(comment: CommentAddress, change: PostDep) -> Response:
    """Take a comment back.

    For its author. Its place stays, with `body: null`, and so do the answers to it and its revisions."""
    found = await change.find(comment_at(comment))
    comments.withdraw(change.work, found)
    return await change.answer(views.comment(comment))


@router.state("PUT", "/comments/{comment}/resolution", CommentShown, AlreadyWithdrawn, AnswerNotResolved)
async def resolve_comment(comment: CommentAddress, change: ChangeDep) -> Response:
    """Resolve a comment.

    Says that its thread is settled: for its author, the author of what it is on, and acting coordinators. A thread is
    resolved by its first comment, never by an answer. Asked again, it answers what stands."""
    found = await change.find(comment_at(comment))
    if not comments.is_resolved(found):
        change.match_if(exists=False, version=found.version)
        comments.resolve(change.work, found)
    return await change.answer(views.comment(comment))


@router.state("DELETE", "/comments/{comment}/resolution", CommentShown, NotResolved)
async def unresolve_comment(comment: CommentAddress, change: ChangeDep) -> Response:
    """Take a comment's resolution back.

    When its thread is open again, for those who could resolve it. If-Match carries the comment's tag."""
    found = await change.find(comment_at(comment))
    change.match(found.version)
    comments.unresolve(change.work, found)
    return await change.answer(views.comment(comment))


async def _posted(
    change: Change, kind: SubjectKind, found: FoundProblem | FoundSolution | FoundValidation, given: CommentIn
) -> Response:
    before = await comments.posted_before(change.work, kind, found, given)
    if before is not None:
        return await change.answer(views.comment(str(before)))
    comment = await comments.post(change.work, kind, found, given)
    return await change.created(views.comment(str(comment.id)), f"/comments/{comment.id}")
