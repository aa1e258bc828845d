"""Environments: where things run, looked after by their keepers and read by all."""

from typing import Annotated
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought_in_organization import environment_at, organization
from app.auth.scopes import Scope
from app.domain.errors import (
    NotRetired,
    RepeatedComponent,
    SiteRetired,
    UnknownReference,
    UnknownVersion,
    UnreadableVersion,
    UnsuitableMember,
)
from app.domain.vocabulary import EnvironmentOrder
from app.http.door import Door
from app.http.paths import EnvironmentAddress
from app.http.queries import RetirableQuery
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.environment import EnvironmentIn, EnvironmentPage, EnvironmentPatch, EnvironmentShown
from app.queries import environments as views
from app.services import environments, retirements

router = Door("environments")
ReadsDep = Annotated[Reads, reading(Scope.environments_read)]
ChangeDep = Annotated[Change, changing(Scope.environments_write)]
PostDep = Annotated[Change, posting(Scope.environments_write)]

_WRONG = (UnknownReference, UnsuitableMember, RepeatedComponent, UnknownVersion, UnreadableVersion)


class EnvironmentsQuery(RetirableQuery):
    site: list[UUID] | None = Field(None, description="At one of these sites.", max_length=50)
    keeper: list[UUID] | None = Field(None, description="Kept by one of these members.", max_length=50)
    component: list[UUID] | None = Field(None, description="Where one of these components is installed.", max_length=50)
    sort: EnvironmentOrder = Field(EnvironmentOrder.by_name, description="By name, or the newest first.")


@router.post("/environments", EnvironmentShown, SiteRetired, *_WRONG)
async def make_environment(given: EnvironmentIn, change: PostDep) -> Response:
    """Make an environment.

    Any person can say where something runs: at a site, on so many machines, with these components in these versions
    (null where a version is not known). Its keepers, you where nobody is named, change it and give validations from
    it."""
    made = await environments.make(change.work, await change.find(organization()), given)
    return await change.created(views.environment(str(made.id)), f"/environments/{made.id}")


@router.read("/environments", EnvironmentPage)
async def list_environments(query: Annotated[EnvironmentsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List environments.

    To see where a component is installed, what stands at a site, or which environments you keep and can validate
    from."""
    return await reads.page(views.environments(), query)


@router.read("/environments/{environment}", EnvironmentShown)
async def read_environment(environment: EnvironmentAddress, reads: ReadsDep) -> Response:
    """Read an environment.

    For the page of an environment, and before you validate from it: with its keepers and its configuration."""
    return await reads.one(views.environment(environment))


@router.change("/environments/{environment}", EnvironmentShown, *_WRONG)
async def change_environment(environment: EnvironmentAddress, given: EnvironmentPatch, change: ChangeDep) -> Response:
    """Change an environment.

    For its keepers, when machines, versions or keepers change. A list that is given takes the place of the one that
    was there. What was validated there keeps its own record."""
    found = await change.find(environment_at(environment))
    change.match(found.version)
    await environments.change(change.work, found, given)
    return await change.answer(views.environment(environment))


@router.state("PUT", "/environments/{environment}/retirement", EnvironmentShown)
async def retire_environment(environment: EnvironmentAddress, change: ChangeDep) -> Response:
    """Retire an environment.

    For its keepers, when it is no more. What was validated there stays. An environment that is retired already is
    answered as it stands."""
    retirements.retire(change.work, await change.find(environment_at(environment)))
    return await change.answer(views.environment(environment))


@router.state("DELETE", "/environments/{environment}/retirement", EnvironmentShown, NotRetired)
async def reinstate_environment(environment: EnvironmentAddress, change: ChangeDep) -> Response:
    """Take an environment's retirement back.

    For its keepers, when it is in use again. If-Match carries the environment's tag."""
    found = await change.find(environment_at(environment))
    change.match(found.version)
    retirements.reinstate(change.work, found)
    return await change.answer(views.environment(environment))
