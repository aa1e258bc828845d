"""Objectives: what the organization wants, kept by sponsors and administrators and read by all."""

from typing import Annotated
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought_in_organization import objective_at, organization
from app.auth.scopes import Scope
from app.domain.errors import NotRetired, PeriodReversed, UnknownReference, UnsuitableMember
from app.domain.vocabulary import ObjectiveOrder
from app.http.door import Door
from app.http.paths import ObjectiveAddress
from app.http.queries import RetirableQuery
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.objective import ObjectiveIn, ObjectivePage, ObjectivePatch, ObjectiveShown
from app.queries import objectives as views
from app.services import objectives, retirements

router = Door("objectives")
ReadsDep = Annotated[Reads, reading(Scope.objectives_read)]
ChangeDep = Annotated[Change, changing(Scope.objectives_write)]
PostDep = Annotated[Change, posting(Scope.objectives_write)]


class ObjectivesQuery(RetirableQuery):
    owner: list[UUID] | None = Field(None, description="Owned by one of these members.", max_length=50)
    sort: ObjectiveOrder = Field(
        ObjectiveOrder.last_to_start, description="The last to start first, or the next to end first."
    )


@router.post("/objectives", ObjectiveShown, PeriodReversed, UnknownReference, UnsuitableMember)
async def set_objective(given: ObjectiveIn, change: PostDep) -> Response:
    """Set an objective.

    For sponsors and administrators, to say what the organization wants. Communities then say that they serve it."""
    made = await objectives.make(change.work, await change.find(organization()), given)
    return await change.created(views.objective(str(made.id)), f"/objectives/{made.id}")


@router.read("/objectives", ObjectivePage)
async def list_objectives(query: Annotated[ObjectivesQuery, InQuery()], reads: ReadsDep) -> Response:
    """List objectives.

    To choose those that a community serves: what the organization wants, for all who sign in."""
    return await reads.page(views.objectives(), query)


@router.read("/objectives/{objective}", ObjectiveShown)
async def read_objective(objective: ObjectiveAddress, reads: ReadsDep) -> Response:
    """Read an objective.

    For the page of an objective: with its period, its owner, and what you may do with it."""
    return await reads.one(views.objective(objective))


@router.change("/objectives/{objective}", ObjectiveShown, PeriodReversed, UnknownReference, UnsuitableMember)
async def change_objective(objective: ObjectiveAddress, given: ObjectivePatch, change: ChangeDep) -> Response:
    """Change an objective.

    For sponsors and administrators, when its words, its period or its owner change."""
    found = await change.find(objective_at(objective))
    change.match(found.version)
    await objectives.change(change.work, found, given)
    return await change.answer(views.objective(objective))


@router.state("PUT", "/objectives/{objective}/retirement", ObjectiveShown)
async def retire_objective(objective: ObjectiveAddress, change: ChangeDep) -> Response:
    """Retire an objective.

    For sponsors and administrators, when it is reached or given up. Communities that serve it keep saying so. An
    objective that is retired already is answered as it stands."""
    retirements.retire(change.work, await change.find(objective_at(objective)))
    return await change.answer(views.objective(objective))


@router.state("DELETE", "/objectives/{objective}/retirement", ObjectiveShown, NotRetired)
async def reinstate_objective(objective: ObjectiveAddress, change: ChangeDep) -> Response:
    """Take an objective's retirement back.

    For sponsors and administrators, when it is wanted again. If-Match carries the objective's tag."""
    found = await change.find(objective_at(objective))
    change.match(found.version)
    retirements.reinstate(change.work, found)
    return await change.answer(views.objective(objective))
