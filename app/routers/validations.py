"""Validations: given on a solution, withdrawn, carried over."""

from typing import Annotated
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought import solution_at, validation_at
from app.auth.scopes import Scope
from app.domain.errors import (
    AlreadyWithdrawn,
    EnvironmentRetired,
    NotAKeeper,
    NothingToCarryOver,
    NotProposed,
    UnknownReference,
)
from app.domain.vocabulary import Outcome, ValidationOrder
from app.http.door import Door
from app.http.paths import SolutionAddress, ValidationAddress
from app.http.queries import CommunityFilter, Query
from app.http.requests import Change, Reads, posting, reading
from app.models.solution import WithdrawalIn
from app.models.validation import ValidationIn, ValidationPage, ValidationShown
from app.queries import validations as views
from app.services import validations

router = Door("validations")
ReadsDep = Annotated[Reads, reading(Scope.validations_read)]
PostDep = Annotated[Change, posting(Scope.validations_write)]


class ValidationsOfSolutionQuery(Query):
    environment: list[UUID] | None = Field(None, description="In one of these environments.", max_length=50)
    author: list[UUID] | None = Field(None, description="Given by one of these members.", max_length=50)
    outcome: list[Outcome] | None = Field(None, description="Of one of these outcomes.", max_length=50)
    carry_over: bool | None = Field(
        None, description="`true`: only your own that wait to be carried over to the current line."
    )
    sort: ValidationOrder = Field(ValidationOrder.newest, description="Newest first.")


class ValidationsQuery(ValidationsOfSolutionQuery):
    community: CommunityFilter = None


@router.post(
    "/solutions/{solution}/validations",
    ValidationShown,
    NotProposed,
    AlreadyWithdrawn,
    NotAKeeper,
    EnvironmentRetired,
    UnknownReference,
)
async def give_validation(solution: SolutionAddress, given: ValidationIn, change: PostDep) -> Response:
    """Give a validation.

    Say what came of using a revision in an environment that you keep. Site, configuration and your role are kept as
    they are now. Whether it counts as evidence, and if not why, stands in the answer; what it did to the status, in the
    solution's assessment."""
    found = await change.find(solution_at(solution))
    validation = await validations.give(change.work, found, given)
    return await change.created(views.validation(str(validation.id)), f"/validations/{validation.id}")


@router.read("/solutions/{solution}/validations", ValidationPage)
async def list_validations_of_solution(
    solution: SolutionAddress, query: Annotated[ValidationsOfSolutionQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a solution's validations.

    To see the evidence behind a status, one by one: all that were ever given, those that do not count included."""
    return await reads.page(views.of_solution(solution), query)


@router.read("/validations", ValidationPage)
async def list_validations(query: Annotated[ValidationsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List validations.

    To find evidence wherever you may read, by environment, author or outcome; `carry_over=true` shows your own that
    wait for you."""
    return await reads.page(views.all_readable(), query)


@router.read("/validations/{validation}", ValidationShown)
async def read_validation(validation: ValidationAddress, reads: ReadsDep) -> Response:
    """Read a validation.

    To judge one piece of evidence: with what was observed, what was installed then, and whether it counts: if not,
    why."""
    return await reads.one(views.validation(validation))


@router.post("/validations/{validation}/withdrawal", ValidationShown, AlreadyWithdrawn, status=200)
async def withdraw_validation(validation: ValidationAddress, given: WithdrawalIn, change: PostDep) -> Response:
    """Withdraw a validation.

    For who gave it, with a reason that is shown. The one you gave before it in that environment stands again."""
    found = await change.find(validation_at(validation))
    await validations.withdraw(change.work, found, given.reason)
    return await change.answer(views.validation(validation))


@router.post("/validations/{validation}/carry-over", ValidationShown, NothingToCarryOver, NotProposed)
async def carry_over_validation(validation: ValidationAddress, change: PostDep) -> Response:
    """Carry a validation over to the current line.

    For who gave it: it holds for the current revision too. A new validation is made that names the old one and has its
    outcome, environment, configuration and time: its age does not restart."""
    found = await change.find(validation_at(validation))
    carried = await validations.carry_over(change.work, found)
    return await change.created(views.validation(str(carried.id)), f"/validations/{carried.id}")
