"""Affected marks: "we have this too"."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response

from app.access.addresses import environment_or_none
from app.access.sought import problem_at
from app.auth.scopes import Scope
from app.domain.errors import EnvironmentRetired, UnknownReference, UnsuitableMember
from app.http.door import Door
from app.http.paths import MarkedEnvironment, ProblemAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing_for_others, no_content, reading
from app.models.affected_mark import AffectedMarkIn, AffectedMarkPage, AffectedMarkShown
from app.queries import affected_marks as views
from app.services import affected_marks

router = Door("problems")
ReadsDep = Annotated[Reads, reading(Scope.problems_read)]
ChangeForOthersDep = Annotated[Change, changing_for_others(Scope.problems_write)]


@router.read("/problems/{problem}/affected-marks", AffectedMarkPage)
async def list_affected_marks(problem: ProblemAddress, query: Annotated[Query, InQuery()], reads: ReadsDep) -> Response:
    """List who is affected by a problem.

    To see who could try a solution: the marks on the problem itself, newest first, without those taken back. Marks on
    its duplicates stay with these, and count in its reach."""
    return await reads.page(views.of_problem(problem), query)


@router.read("/problems/{problem}/affected-marks/{environment}", AffectedMarkShown)
async def read_affected_mark(problem: ProblemAddress, environment: MarkedEnvironment, reads: ReadsDep) -> Response:
    """Read your own mark on a problem.

    For its tag before you change it or take it back: your mark for an environment, or for `none`."""
    return await reads.one(views.own(problem, environment, reads.caller.member_id))


@router.state(
    "PUT",
    "/problems/{problem}/affected-marks/{environment}",
    AffectedMarkShown,
    EnvironmentRetired,
    UnknownReference,
    UnsuitableMember,
    makes=True,
)
async def mark_affected(
    problem: ProblemAddress, environment: MarkedEnvironment, given: AffectedMarkIn, change: ChangeForOthersDep
) -> Response:
    """Say that you have this too.

    For an environment that is in use, whoever keeps it, or for `none`: yourself and your site. 201 the first time;
    then it changes your mark, under If-Match with the mark's own tag. The same mark again answers what stands, and
    the same `external_reference` the mark that came under it, on whatever problem and also where it was taken back."""
    environment_id = environment_or_none(environment)
    found = await change.find(problem_at(problem))
    before = await affected_marks.marked_before(change.work, found, given)
    if before is not None:
        return await change.answer(views.mark(before))
    held = await affected_marks.own(change.work, found, environment_id)
    if not affected_marks.stands(held, given):
        change.match_if(exists=held is not None, version=held.version if held is not None else 0)
    await affected_marks.mark(change.work, found, environment_id, held, given)
    seen = views.own(str(found.id), environment, change.work.actor.member_id)
    if held is None:
        return await change.created(seen, f"/problems/{found.id}/affected-marks/{environment}")
    return await change.answer(seen)


@router.state("DELETE", "/problems/{problem}/affected-marks/{environment}", None, UnknownReference, UnsuitableMember)
async def withdraw_affected_mark(
    problem: ProblemAddress, environment: MarkedEnvironment, change: ChangeForOthersDep
) -> Response:
    """Take your own mark back.

    When it does not happen to you any more, or never did. You can make another. If-Match carries the mark's tag."""
    environment_id = environment_or_none(environment)
    found = await change.find(problem_at(problem))
    held = await affected_marks.standing(change.work, found, environment_id)
    change.match(held.version)
    affected_marks.withdraw(change.work, found, environment_id, held)
    return no_content()
