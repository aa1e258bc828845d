"""Components: the products in use and their releases, kept by administrators and read by all."""

from typing import Annotated, ClassVar

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought_in_organization import component_at, organization, release_at
from app.auth.scopes import Scope
from app.core.text import Line
from app.domain.errors import (
    ComponentExists,
    ComponentRetired,
    NotRetired,
    ReleaseExists,
    UnknownVersion,
    UnreadableVersion,
)
from app.domain.vocabulary import ComponentKind
from app.http.door import Door
from app.http.paths import ComponentAddress, ReleaseAddress
from app.http.queries import Query, RetirableQuery
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.component import (
    ComponentIn,
    ComponentPage,
    ComponentPatch,
    ComponentShown,
    ReleaseIn,
    ReleasePage,
    ReleasePatch,
    ReleaseShown,
)
from app.queries import components as views
from app.services import components, retirements

router = Door("components")
ReadsDep = Annotated[Reads, reading(Scope.catalogue_read)]
ChangeDep = Annotated[Change, changing(Scope.catalogue_write)]
PostDep = Annotated[Change, posting(Scope.catalogue_write)]


class ComponentsQuery(RetirableQuery):
    default_order: ClassVar[str] = "name"

    kind: list[ComponentKind] | None = Field(None, description="Of one of these kinds.", max_length=50)
    vendor: list[Line] | None = Field(None, description="Of one of these vendors, whatever the case.", max_length=50)
    name: list[Line] | None = Field(None, description="Of one of these names, whatever the case.", max_length=50)


class ReleasesQuery(Query):
    default_order: ClassVar[str] = "-version_key"


@router.post("/components", ComponentShown, ComponentExists)
async def make_component(given: ComponentIn, change: PostDep) -> Response:
    """Make a component.

    For administrators, before problems and configurations can name a product. Its version scheme is for good:
    `listed` where the vendor's versions have no order in themselves."""
    made = components.make(change.work, await change.find(organization()), given)
    return await change.created(views.component(str(made.id)), f"/components/{made.id}")


@router.read("/components", ComponentPage)
async def list_components(query: Annotated[ComponentsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List components.

    To find the component that a problem, an applicability or a configuration names: by vendor, name or kind, in the
    order of their names."""
    return await reads.page(views.components(), query)


@router.read("/components/{component}", ComponentShown)
async def read_component(component: ComponentAddress, reads: ReadsDep) -> Response:
    """Read a component.

    For the page of a product: with its newest releases, and what you may do with it."""
    return await reads.one(views.component(component))


@router.change("/components/{component}", ComponentShown, ComponentExists)
async def change_component(component: ComponentAddress, given: ComponentPatch, change: ChangeDep) -> Response:
    """Change a component.

    For administrators, when a product is sold or named otherwise, or an alias is to be found by. Its version scheme
    stays."""
    found = await change.find(component_at(component))
    change.match(found.version)
    components.change(change.work, found, given)
    return await change.answer(views.component(component))


@router.state("PUT", "/components/{component}/retirement", ComponentShown)
async def retire_component(component: ComponentAddress, change: ChangeDep) -> Response:
    """Retire a component.

    For administrators, when it is no longer in use: it takes no new release. What names it stays. A component that is
    retired already is answered as it stands."""
    retirements.retire(change.work, await change.find(component_at(component)))
    return await change.answer(views.component(component))


@router.state("DELETE", "/components/{component}/retirement", ComponentShown, NotRetired)
async def reinstate_component(component: ComponentAddress, change: ChangeDep) -> Response:
    """Take a component's retirement back.

    For administrators, when it is in use again. If-Match carries the component's tag."""
    found = await change.find(component_at(component))
    change.match(found.version)
    retirements.reinstate(change.work, found)
    return await change.answer(views.component(component))


@router.post(
    "/components/{component}/releases",
    ReleaseShown,
    ReleaseExists,
    ComponentRetired,
    UnreadableVersion,
    UnknownVersion,
)
async def add_release(component: ComponentAddress, given: ReleaseIn, change: PostDep) -> Response:
    """Add a release.

    For administrators, so that configurations and applicabilities can name it. It gets its place among the others by
    the component's version scheme; versions of one place (`1.0` and `1.0.0`, where the scheme is `dotted`) are one
    release. Where the scheme is `listed` it is the newest, unless you name the one that it stands before."""
    made = await components.add_release(change.work, await change.find(component_at(component)), given)
    return await change.created(views.release(str(made.id)), f"/releases/{made.id}")


@router.read("/components/{component}/releases", ReleasePage)
async def list_releases(
    component: ComponentAddress, query: Annotated[ReleasesQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a component's releases.

    When a component has more releases than it shows itself: in the order of their versions, the newest first."""
    return await reads.page(views.releases(component), query)


@router.read("/releases/{release}", ReleaseShown)
async def read_release(release: ReleaseAddress, reads: ReadsDep) -> Response:
    """Read a release.

    For the dates of one release, and its tag before you change it."""
    return await reads.one(views.release(release))


@router.change("/releases/{release}", ReleaseShown)
async def change_release(release: ReleaseAddress, given: ReleasePatch, change: ChangeDep) -> Response:
    """Change a release's dates.

    For administrators, when its dates become known. Its version and its place are for good."""
    found = await change.find(release_at(release))
    change.match(found.version)
    components.change_release(change.work, found, given)
    return await change.answer(views.release(release))
