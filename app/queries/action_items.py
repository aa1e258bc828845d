"""Action items as they are read: one, a community's, one's own, and all that one may read.

One order for every list: what is to be done and has no owner first, so that acting coordinators meet it; then by the
day it is due, what has none last."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, FromClause, Uuid, and_, bindparam, cast, func, literal, select

from app.access.actions import Standing
from app.access.addresses import community_address, id_of
from app.access.standing import allowed_actions, is_me, of_role
from app.access.visibility import ME, my_membership, readable
from app.core.clock import instant
from app.domain.vocabulary import ActionItemState
from app.models import tables
from app.models.action_item import ActionItemLine, ActionItemShown, Origin
from app.queries import refs
from app.queries.listing import Condition, Listed, Listing, Order, any_of, in_communities
from app.queries.processes import within_community
from app.queries.view import Joined, Seen, show, together, view

T = tables
A, MEMBER, SITE = T["action_item"], T["member"], T["site"]
STILL_TO_DO = (ActionItemState.open, ActionItemState.in_progress)


def _overdue(zone: ColumnElement[Any]) -> ColumnElement[Any]:
    """`zone`: of the owner's site, whose date it is that counts; UTC where that is null."""
    today = cast(func.timezone(func.coalesce(zone, literal("UTC")), instant()), Date)
    return func.coalesce(and_(A.c.state.in_(STILL_TO_DO), A.c.due_on < today), literal(False))


def _is_overdue() -> ColumnElement[bool]:
    owners, sites = MEMBER.alias(), SITE.alias()
    zone = (
        select(sites.c.time_zone)
        .select_from(owners.join(sites, sites.c.id == owners.c.site_id))
        .where(owners.c.id == A.c.owner_id)
        .correlate(A)
        .scalar_subquery()
    )
    return _overdue(zone) == bindparam("overdue", type_=Boolean())


def _line() -> dict[str, Any]:
    owner, sites = refs.joined_member(A.c.owner_id), SITE.alias()
    owners = owner.joins[0][0]
    return {
        "community": refs.joined_community(A),
        "owner": owner,
        "maker": refs.joined_member(A.c.maker_id),
        "overdue": Joined(_overdue(sites.c.time_zone), (*owner.joins, (sites, sites.c.id == owners.c.site_id))),
        "origin": together(Origin, present=A.c.origin_id, kind=A.c.origin_kind, id=A.c.origin_id),
    }


MINE, IS_MINE = my_membership(A.c.community_id)
_FLAGS = {
    **of_role(MINE.c.role, A.c.community_id),
    Standing.owner: is_me(A.c.owner_id),
    Standing.maker: is_me(A.c.maker_id),
}
_ONE = view(
    "action item",
    show(
        ActionItemShown,
        A,
        beside=[(MINE, IS_MINE)],
        **_line(),
        allowed_actions=allowed_actions("action_item", _FLAGS),
    ).where(A.c.id == bindparam("id", type_=Uuid()), readable(A, MINE)),
    A.c.version,
)


def action_item(address: str) -> Seen[ActionItemShown]:
    return Seen(_ONE, {"id": id_of(address, "action item")})


def _lines(page: FromClause) -> Any:
    return show(ActionItemLine, A, page.join(A, A.c.id == page.c.id), **_line())


_ORDERS = {"due_on": Order((A.c.due_rank, A.c.due_day, A.c.id), descending=False)}
_FILTERS: dict[str, Condition] = {
    "community": in_communities(A),
    "owner": any_of(A.c.owner_id, "owner"),
    "state": any_of(A.c.state, "state"),
    "overdue": _is_overdue,
}
_LIST = Listing(A, ActionItemLine, _lines, _ORDERS, _FILTERS, within=within_community(A))
_MINE = Listing(A, ActionItemLine, _lines, _ORDERS, _FILTERS, visible=and_(A.c.owner_id == ME, readable(A)))


def all_readable() -> Listed:
    return Listed(_LIST)


def of_community(community: str) -> Listed:
    way, values = community_address(community)
    return Listed(_LIST, way, values, "community")


def mine() -> Listed:
    """Those that the caller owns, across communities."""
    return Listed(_MINE)
