"""Framings: a vague problem in other words."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response

from app.access.sought import framing_at, problem_at
from app.auth.scopes import Scope
from app.domain.errors import AlreadyClosed, ProblemStructured
from app.http.door import Door
from app.http.paths import FramingAddress, ProblemAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.framing import FramingIn, FramingPage, FramingShown
from app.models.problem import ProblemShown
from app.queries import framings as views
from app.queries import problems as problem_views
from app.services import framings

router = Door("problems")
ReadsDep = Annotated[Reads, reading(Scope.problems_read)]
ChangeDep = Annotated[Change, changing(Scope.problems_write)]
PostDep = Annotated[Change, posting(Scope.problems_write)]


@router.post("/problems/{problem}/framings", FramingShown, AlreadyClosed, ProblemStructured)
async def offer_framing(problem: ProblemAddress, given: FramingIn, change: PostDep) -> Response:
    """Offer a framing.

    To put a problem that is still `unstructured` in other words: for any member of the community above observer. The
    problem's author or an acting coordinator may adopt it."""
    found = await change.find(problem_at(problem))
    framing = framings.offer(change.work, found, given)
    return await change.created(
        views.framing(str(found.id), str(framing.id)), f"/problems/{found.id}/framings/{framing.id}"
    )


@router.read("/problems/{problem}/framings", FramingPage)
async def list_framings(problem: ProblemAddress, query: Annotated[Query, InQuery()], reads: ReadsDep) -> Response:
    """List a problem's framings.

    To choose between them, for an `unstructured` problem: newest first, with their words, so that they can be
    compared."""
    return await reads.page(views.of_problem(problem), query)


@router.read("/problems/{problem}/framings/{framing}", FramingShown)
async def read_framing(problem: ProblemAddress, framing: FramingAddress, reads: ReadsDep) -> Response:
    """Read a framing.

    From an event or a comment that names it: with the problem it restates, and whether it was adopted."""
    return await reads.one(views.framing(problem, framing))


@router.state("PUT", "/problems/{problem}/framings/{framing}/adoption", ProblemShown, AlreadyClosed, ProblemStructured)
async def adopt_framing(problem: ProblemAddress, framing: FramingAddress, change: ChangeDep) -> Response:
    """Adopt a framing.

    For the problem's author and acting coordinators: the framing's words become the problem's next revision, under
    the name of who wrote them, and the problem is `structured`. Answers the problem. One that was adopted stays so:
    asked again, it answers what stands. If-Match, where it is sent, carries the problem's tag."""
    found = await change.find(framing_at(problem, framing))
    if not framings.stands(found):
        change.match_if(exists=False, version=found.problem_version)
        framings.adopt(change.work, found)
    return await change.answer(problem_views.problem(str(found.problem_id)))
