"""What is done with sites: made and changed."""

from app.access.actions import Action
from app.access.found import FoundOrganization, FoundSite
from app.core.ids import new_id
from app.events.kinds import EventKind
from app.events.record import record
from app.models.site import Site, SiteIn, SitePatch
from app.work import Work


def make(work: Work, found: FoundOrganization, given: SiteIn) -> Site:
    found.require(Action.make_site)
    site = Site(id=new_id(), created_at=work.now, updated_at=work.now, **given.model_dump())
    work.add(site)
    record(work, EventKind.site_made, site.id)
    return site


def change(work: Work, found: FoundSite, given: SitePatch) -> None:
    found.require(Action.change_site)
    values = {name: value for name, value in given.model_dump().items() if value != getattr(found, name)}
    if values:
        work.change(Site, found.id, **values)
        record(work, EventKind.site_changed, found.id, version=found.version + 1, fields=sorted(values))
