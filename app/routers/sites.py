"""Sites: the places of the organization, kept by administrators and read by all."""

from typing import Annotated, ClassVar

from fastapi import Query as InQuery
from fastapi import Response

from app.access.sought_in_organization import organization, site_at
from app.auth.scopes import Scope
from app.domain.errors import NotRetired, SiteCodeTaken, UnknownTimeZone
from app.http.door import Door
from app.http.paths import SiteAddress
from app.http.queries import RetirableQuery
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.site import SiteIn, SitePage, SitePatch, SiteShown
from app.queries import sites as views
from app.services import retirements, sites

router = Door("sites")
ReadsDep = Annotated[Reads, reading(Scope.catalogue_read)]
ChangeDep = Annotated[Change, changing(Scope.catalogue_write)]
PostDep = Annotated[Change, posting(Scope.catalogue_write)]


class SitesQuery(RetirableQuery):
    default_order: ClassVar[str] = "code"


@router.post("/sites", SiteShown, SiteCodeTaken, UnknownTimeZone)
async def make_site(given: SiteIn, change: PostDep) -> Response:
    """Make a site.

    For administrators, before members and environments can be there. Its code is its own, upper and lower case being
    one; its time zone says when its people's days begin."""
    made = sites.make(change.work, await change.find(organization()), given)
    return await change.created(views.site(str(made.id)), f"/sites/{made.id}")


@router.read("/sites", SitePage)
async def list_sites(query: Annotated[SitesQuery, InQuery()], reads: ReadsDep) -> Response:
    """List sites.

    To find where people work and things run, for a member's site or a new environment: in the order of their codes."""
    return await reads.page(views.sites(), query)


@router.read("/sites/{site}", SiteShown)
async def read_site(site: SiteAddress, reads: ReadsDep) -> Response:
    """Read a site.

    For the page of a site: with its time zone, and what you may do with it."""
    return await reads.one(views.site(site))


@router.change("/sites/{site}", SiteShown, SiteCodeTaken, UnknownTimeZone)
async def change_site(site: SiteAddress, given: SitePatch, change: ChangeDep) -> Response:
    """Change a site.

    For administrators, when a site is named otherwise or its region is drawn anew."""
    found = await change.find(site_at(site))
    change.match(found.version)
    sites.change(change.work, found, given)
    return await change.answer(views.site(site))


@router.state("PUT", "/sites/{site}/retirement", SiteShown)
async def retire_site(site: SiteAddress, change: ChangeDep) -> Response:
    """Retire a site.

    For administrators, when it is given up: it takes no new environment. What is there stays, and stays readable. A
    site that is retired already is answered as it stands."""
    retirements.retire(change.work, await change.find(site_at(site)))
    return await change.answer(views.site(site))


@router.state("DELETE", "/sites/{site}/retirement", SiteShown, NotRetired)
async def reinstate_site(site: SiteAddress, change: ChangeDep) -> Response:
    """Take a site's retirement back.

    For administrators, when it is in use again. If-Match carries the site's tag."""
    found = await change.find(site_at(site))
    change.match(found.version)
    retirements.reinstate(change.work, found)
    return await change.answer(views.site(site))
