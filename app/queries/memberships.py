"""Memberships as they are read: a community's, and one's own in all of them."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, Uuid, and_, bindparam, exists, func, or_, select

from app.access.actions import Condition, Standing
from app.access.addresses import community_address, id_of
from app.access.standing import allowed_actions, in_community, is_me
from app.access.visibility import ME, inside_readable, my_communities, seen
from app.domain.vocabulary import MembershipState, Role
from app.models import tables
from app.models.membership import MembershipLine, MembershipShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, any_of
from app.queries.processes import within_community
from app.queries.view import Seen, show, view

T = tables
C = T["community"]
M = T["membership"].alias("listed")
"""By another name than that by which the caller's own memberships are asked."""

_LINE: dict[str, Any] = {"community": refs.joined_community(M), "member": refs.joined_member(M.c.member_id)}
_FLAGS = {
    **in_community(M.c.community_id),
    Standing.oneself: is_me(M.c.member_id),
    Condition.requested: M.c.state == MembershipState.requested,
    Condition.coordinator: M.c.role == Role.coordinator,
}


def _whole(rows: FromClause) -> Any:
    return show(MembershipShown, M, rows, **_LINE, allowed_actions=allowed_actions("membership", _FLAGS))


def _one(named: ColumnElement[bool]) -> Any:
    """For readers of the inside, and for the one whose it is: a request to a listed community lies outside of it."""
    rows = _whole(M.join(C, C.c.id == M.c.community_id)).where(
        named,
        M.c.member_id == bindparam("member", type_=Uuid()),
        M.c.state != MembershipState.ended,
        or_(inside_readable(C), and_(seen(C), M.c.member_id == ME)),
    )
    return view("membership", rows, M.c.version)


_BY = {
    "id": _one(C.c.id == bindparam("id", type_=Uuid())),
    "slug": _one(C.c.slug == bindparam("slug", type_=Text())),
}


def membership(community: str, member: str) -> Seen[MembershipShown]:
    way, values = community_address(community)
    return Seen(_BY[way], {**values, "member": id_of(member, "membership")})


def _lines(page: FromClause) -> Any:
    return show(MembershipLine, M, page.join(M, M.c.id == page.c.id), **_LINE)


_ORDERS = {
    "-created_at": Order((M.c.created_at, M.c.id)),
    "created_at": Order((M.c.created_at, M.c.id), descending=False),
}
_FILTERS = {"state": any_of(M.c.state, "state"), "role": any_of(M.c.role, "role")}
_NOT_ENDED = M.c.state != MembershipState.ended
_OF_COMMUNITY = Listing(
    M,
    MembershipLine,
    _lines,
    _ORDERS,
    _FILTERS,
    within=within_community(M),
    visible=and_(_NOT_ENDED, exists(select(1).where(C.c.id == M.c.community_id, inside_readable(C)).correlate(M))),
)
_MINE = Listing(M, MembershipLine, _lines, _ORDERS, _FILTERS, visible=and_(_NOT_ENDED, M.c.member_id == ME))


_ASKED_OF_ME = Listing(
    M,
    MembershipLine,
    _lines,
    {"created_at": _ORDERS["created_at"]},
    visible=and_(
        M.c.state == MembershipState.requested,
        M.c.community_id == func.any(func.array(my_communities())),
        in_community(M.c.community_id)[Standing.acting_coordinator],
    ),
)


def asked_of_me() -> Listed:
    """Requests to join communities in which the caller is an acting coordinator."""
    return Listed(_ASKED_OF_ME)


def my_own(community_id: ColumnElement[Any]) -> Any:
    """The caller's in one community, a request too."""
    return _whole(M).where(M.c.community_id == community_id, M.c.member_id == ME, _NOT_ENDED)


def of_community(community: str) -> Listed:
    way, values = community_address(community)
    return Listed(_OF_COMMUNITY, way, values, "community")


def mine() -> Listed:
    return Listed(_MINE)
