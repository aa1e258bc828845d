"""Who may see a thing: the one place that turns a caller into SQL.

`me` and `sign_in` are parameters of every statement. A row of a community's inside says itself whether the community
is open, so one predicate fits all of them.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import ScalarSelect

from app.domain.vocabulary import MembershipState, OrganizationRole, Visibility
from app.models import tables

MEMBER = tables["member"]
SIGN_IN = tables["sign_in"]
MEMBERSHIP = tables["membership"]
COMMUNITY = tables["community"]

CALLER = MEMBER.alias("caller")
"""The caller's own row, in a statement that is `beside_caller`."""

ME = bindparam("me", type_=Uuid())
_SIGN_IN_ID = bindparam("sign_in", type_=Uuid())


def caller() -> Select[Any]:
    """The caller's row: none where the sign-in has ended or the member is not active."""
    return (
        active_member()
        .join(SIGN_IN, MEMBER.c.id == SIGN_IN.c.member_id)
        .where(SIGN_IN.c.id == _SIGN_IN_ID, SIGN_IN.c.ended_at.is_(None))
    )


def active_member() -> Select[Any]:
    """The same of who acts without being signed in, since a record says that they did."""
    return (
        select(
            MEMBER.c.id.label("caller_id"),
            MEMBER.c.kind.label("caller_kind"),
            MEMBER.c.organization_role.label("caller_role"),
            MEMBER.c.site_id.label("caller_site_id"),
        )
        .select_from(MEMBER)
        .where(MEMBER.c.id == ME, MEMBER.c.active)
    )


def open_sign_ins() -> Select[Any]:
    """Those among `sign_ins` that are open and whose members are active: the question of `caller`, for many at once."""
    return (
        select(SIGN_IN.c.id)
        .join(MEMBER, and_(MEMBER.c.id == SIGN_IN.c.member_id, MEMBER.c.active))
        .where(SIGN_IN.c.id == func.any(bindparam("sign_ins", type_=ARRAY(Uuid()))), SIGN_IN.c.ended_at.is_(None))
    )


def known() -> ColumnElement[bool]:
    """Whether the sign-in is open and its member active: a column of every answer."""
    return exists(caller().with_only_columns(MEMBER.c.id))


def beside_caller(rows: FromClause) -> FromClause:
    """The rows with `CALLER` joined to each: nulls where the sign-in has ended or the member is not active."""
    signed_in = CALLER.join(SIGN_IN, and_(SIGN_IN.c.member_id == CALLER.c.id, SIGN_IN.c.ended_at.is_(None)))
    return rows.outerjoin(signed_in, and_(CALLER.c.id == ME, CALLER.c.active, SIGN_IN.c.id == _SIGN_IN_ID))


def memberships() -> Select[Any]:
    """The caller's active memberships: those that open a community's inside."""
    return select(MEMBERSHIP.c.community_id).where(
        MEMBERSHIP.c.member_id == ME, MEMBERSHIP.c.state == MembershipState.active
    )


def readers(community_id: ColumnElement[Any]) -> Select[Any]:
    """The members who may read the inside of a community that is not open."""
    return select(MEMBERSHIP.c.member_id).where(
        MEMBERSHIP.c.community_id == community_id, MEMBERSHIP.c.state == MembershipState.active
    )


def closed_memberships() -> Select[Any]:
    """Those among them that the open feed leaves out. One in an open community would make a list walk through all of
    its rows to find none."""
    return memberships().join(COMMUNITY, COMMUNITY.c.id == MEMBERSHIP.c.community_id).where(COMMUNITY.c.open == false())


def my_communities() -> ScalarSelect[Any]:
    return memberships().correlate(None).scalar_subquery()


def my_membership(community_id: ColumnElement[Any]) -> tuple[FromClause, ColumnElement[bool]]:
    """The caller's active membership of one community, for an outer join: what to join, and on what."""
    mine = MEMBERSHIP.alias("my_membership")
    active = mine.c.state == MembershipState.active
    return mine, and_(mine.c.community_id == community_id, mine.c.member_id == ME, active)


def readable(row: FromClause, mine: FromClause | None = None) -> ColumnElement[bool]:
    """May the caller read this row of a community's inside? `row` has `open` and `community_id`. `mine`: the caller's
    membership of that community, where the statement joins it anyway."""
    if mine is not None:
        return or_(row.c.open, mine.c.id.is_not(None))
    return or_(row.c.open, row.c.community_id == func.any(func.array(my_communities())))


def readable_by(member_id: ColumnElement[Any], row: FromClause) -> ColumnElement[bool]:
    """The same question for a member who is a column, in a statement that is written as SQL: for what is prepared for
    many at once. Whoever it is prepared for is asked again, as the caller, before anything is shown to them."""
    theirs = select(1).where(
        MEMBERSHIP.c.member_id == literal_column(str(member_id)),
        MEMBERSHIP.c.community_id == literal_column(str(row.c.community_id)),
        MEMBERSHIP.c.state == MembershipState.active,
    )
    return or_(row.c.open, exists(theirs))


def inside_readable(community: FromClause) -> ColumnElement[bool]:
    """The same question, asked of the community's own row."""
    return or_(community.c.open, community.c.id == func.any(func.array(my_communities())))


def connector_readable(connector: FromClause) -> ColumnElement[bool]:
    """By those who read the inside it serves, and by administrators, who make connectors."""
    keeps = select(MEMBER.c.id).where(
        MEMBER.c.id == ME, MEMBER.c.organization_role == OrganizationRole.administrator, MEMBER.c.active
    )
    return or_(readable(connector), exists(keeps.correlate(None)))


def seen(community: FromClause) -> ColumnElement[bool]:
    """May the caller know that this community exists? To others a private one does not."""
    return or_(community.c.visibility != Visibility.private, community.c.id == func.any(func.array(my_communities())))
