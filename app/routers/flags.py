"""Flags: a reader's warning on a solution."""

from typing import Annotated

from fastapi import Path, Response
from fastapi import Query as InQuery

from app.access.sought import solution_at
from app.auth.scopes import Scope
from app.http.door import Door
from app.http.paths import SolutionAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, posting, reading
from app.models.flag import FlagIn, FlagPage, FlagShown
from app.queries import flags as views
from app.services import flags

router = Door("solutions")
ReadsDep = Annotated[Reads, reading(Scope.solutions_read)]
PostDep = Annotated[Change, posting(Scope.solutions_write)]


@router.post("/solutions/{solution}/flags", FlagShown)
async def flag_solution(solution: SolutionAddress, given: FlagIn, change: PostDep) -> Response:
    """Flag a solution.

    For every reader: it is outdated, wrong, unclear or dangerous. It makes one action item, owned by the author of the
    current revision where they can own it; while that is open, a second flag of the kind adds to it. It never changes
    the status."""
    found = await change.find(solution_at(solution))
    flag = await flags.raise_flag(change.work, found, given)
    return await change.created(views.flag(solution, str(flag.id)), f"/solutions/{found.id}/flags/{flag.id}")


@router.read("/solutions/{solution}/flags", FlagPage)
async def list_flags(solution: SolutionAddress, query: Annotated[Query, InQuery()], reads: ReadsDep) -> Response:
    """List a solution's flags.

    Before you rely on a solution: what readers warn of, newest first. A flag never changes the status."""
    return await reads.page(views.of_solution(solution), query)


@router.read("/solutions/{solution}/flags/{flag}", FlagShown)
async def read_flag(
    solution: SolutionAddress, flag: Annotated[str, Path(description="The flag's id.", max_length=100)], reads: ReadsDep
) -> Response:
    """Read a flag.

    To follow a flag to what became of it: with its reason, who raised it, and the action item it made or added to."""
    return await reads.one(views.flag(solution, flag))
