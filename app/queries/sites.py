"""Sites as they are read, by everyone who signs in."""

from typing import Any

from sqlalchemy import FromClause, Uuid, bindparam, func, select, true

from app.access.actions import Condition
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_organization
from app.models import tables
from app.models.site import SiteLine, SiteShown
from app.queries.listing import Listed, Listing, Order, retired
from app.queries.view import Seen, shape, view

SITE = tables["site"]

_FLAGS = {**in_organization(), Condition.retired: SITE.c.retired_at.is_not(None)}
_SITE = view(
    "site",
    select(*shape(SiteShown, SITE, allowed_actions=allowed_actions("site", _FLAGS))).where(
        SITE.c.id == bindparam("id", type_=Uuid())
    ),
    SITE.c.version,
)


def site(address: str) -> Seen[SiteShown]:
    return Seen(_SITE, {"id": id_of(address, "site")})


def _lines(page: FromClause) -> Any:
    return select(*shape(SiteLine, SITE)).select_from(page).join(SITE, SITE.c.id == page.c.id)


_LIST = Listing(
    SITE,
    SiteLine,
    _lines,
    {"code": Order((func.lower(SITE.c.code),), descending=False)},
    {"retired": retired(SITE)},
    visible=true(),
)


def sites() -> Listed:
    return Listed(_LIST)
