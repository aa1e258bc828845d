"""How a change finds what it is about: one statement a noun, through visibility, that locks what it finds.

A community's lock orders all that is about its memberships, process, numbers and action items; a problem's lock all
that is under it; a member's their sign-ins. Rows that a decision reads beside the root are locked with it, so that they
are read as they are once the wait is over.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from app.access.actions import Standing
from app.access.addresses import community_address, id_of, problem_address
from app.access.found import (
    FoundActionItem,
    FoundComment,
    FoundCommunity,
    FoundConnector,
    FoundFraming,
    FoundMembership,
    FoundProblem,
    FoundProblemPair,
    FoundSolution,
    FoundTicketLink,
    FoundValidation,
)
from app.access.lookup import ID, LookupOf, columns_of, locked, lookup
from app.access.standing import began_a_line, is_me, wrote_subject
from app.access.visibility import ME, connector_readable, inside_readable, readable, seen
from app.domain.keys import ProblemKey
from app.domain.vocabulary import MembershipState
from app.models import tables
from app.work import Sought

T = tables
COMMUNITY, PROBLEM, FRAMING, SOLUTION = T["community"], T["problem"], T["framing"], T["solution"]
VALIDATION, COMMENT, ACTION_ITEM, MEMBERSHIP = T["validation"], T["comment"], T["action_item"], T["membership"]
TICKET_LINK = T["ticket_link"]
CONNECTOR = T["connector"]
SLUG = bindparam("slug", type_=Text())
NUMBER = bindparam("number", type_=Integer())

_COMMUNITY = select(*columns_of(FoundCommunity, COMMUNITY, community_id=COMMUNITY.c.id))
_PROBLEM = select(*columns_of(FoundProblem, PROBLEM)).where(readable(PROBLEM))
_IN_SOLUTION = {
    "problem_state": PROBLEM.c.state,
    "problem_closed_at": PROBLEM.c.closed_at,
    "problem_author_id": PROBLEM.c.author_id,
}
_AUTHOR = {Standing.author: lambda row: is_me(row.author_id)}


def _community(
    visible: ColumnElement[bool], named: ColumnElement[bool], *from_outside: Standing
) -> LookupOf[FoundCommunity]:
    rows = locked(_COMMUNITY.where(visible, named), COMMUNITY)
    return lookup(FoundCommunity, "community", rows, from_outside=from_outside)


_BY_ID, _BY_SLUG = COMMUNITY.c.id == ID, COMMUNITY.c.slug == SLUG
_COMMUNITY_SEEN = {
    "id": _community(seen(COMMUNITY), _BY_ID, Standing.reader),
    "slug": _community(seen(COMMUNITY), _BY_SLUG, Standing.reader),
}
_COMMUNITY_INSIDE = {
    "id": _community(inside_readable(COMMUNITY), _BY_ID),
    "slug": _community(inside_readable(COMMUNITY), _BY_SLUG),
}


def _membership(where: ColumnElement[bool]) -> LookupOf[FoundMembership]:
    rows = (
        select(
            *columns_of(
                FoundMembership,
                MEMBERSHIP,
                its_role=MEMBERSHIP.c.role,
                open=COMMUNITY.c.open,
                member_count=COMMUNITY.c.member_count,
                community_version=COMMUNITY.c.version,
            )
        )
        .select_from(COMMUNITY)
        .join(MEMBERSHIP, MEMBERSHIP.c.community_id == COMMUNITY.c.id)
        .where(
            where,
            MEMBERSHIP.c.member_id == bindparam("member", type_=Uuid()),
            MEMBERSHIP.c.state != MembershipState.ended,
            or_(inside_readable(COMMUNITY), and_(seen(COMMUNITY), MEMBERSHIP.c.member_id == ME)),
        )
    )
    return lookup(
        FoundMembership,
        "membership",
        locked(rows, COMMUNITY, MEMBERSHIP),
        {Standing.oneself: lambda row: is_me(row.member_id)},
        from_outside=(Standing.oneself,),
        communities=":community_id::uuid",
    )


_MEMBERSHIP = {"id": _membership(_BY_ID), "slug": _membership(_BY_SLUG)}
_PROBLEM_AT = {
    "id": lookup(FoundProblem, "problem", locked(_PROBLEM.where(PROBLEM.c.id == ID), PROBLEM), _AUTHOR),
    "key": lookup(
        FoundProblem,
        "problem",
        locked(
            _PROBLEM.where(
                PROBLEM.c.community_id == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).scalar_subquery(),
                PROBLEM.c.number == NUMBER,
            ),
            PROBLEM,
        ),
        _AUTHOR,
    ),
}
_TURN = select(func.pg_advisory_xact_lock(func.hashtext("problem.root_id"))).scalar_subquery().is_not(None)


def _pair(named: ColumnElement[bool], other: ColumnElement[Any]) -> LookupOf[FoundProblemPair]:
    """What is selected from the rows locked is what they are once the wait is over."""
    named = and_(named, _TURN)
    first = select(PROBLEM.c.id).where(named, readable(PROBLEM)).correlate(None).scalar_subquery()
    rows = (
        locked(
            select(PROBLEM).where(PROBLEM.c.id.in_((first, other)), readable(PROBLEM)).order_by(PROBLEM.c.id), PROBLEM
        )
        .cte("pair")
        .prefix_with("MATERIALIZED")
    )
    one, two = rows.alias("one_of"), rows.alias("other_of")
    slug = select(COMMUNITY.c.slug).where(COMMUNITY.c.id == two.c.community_id).correlate(two).scalar_subquery()
    both = (
        select(
            *columns_of(
                FoundProblemPair,
                one,
                other_id=two.c.id,
                other_community_id=two.c.community_id,
                other_open=two.c.open,
                other_root_id=two.c.root_id,
                other_slug=slug,
                other_number=two.c.number,
            )
        )
        .select_from(one.outerjoin(two, two.c.id == other))
        .where(one.c.id == first)
    )
    return lookup(
        FoundProblemPair, "problem", both, _AUTHOR, communities=":community_id::uuid, :other_community_id::uuid"
    )


_NAMED = {
    "id": PROBLEM.c.id == ID,
    "key": and_(
        PROBLEM.c.community_id
        == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).correlate(None).scalar_subquery(),
        PROBLEM.c.number == NUMBER,
    ),
}
_OTHER = func.coalesce(
    bindparam("other", type_=Uuid()),
    select(PROBLEM.c.id)
    .join(COMMUNITY, COMMUNITY.c.id == PROBLEM.c.community_id)
    .where(
        COMMUNITY.c.slug == bindparam("other_slug", type_=Text()),
        PROBLEM.c.number == bindparam("other_number", type_=Integer()),
    )
    .correlate(None)
    .scalar_subquery(),
)
_WITH_OTHER = {way: _pair(named, _OTHER) for way, named in _NAMED.items()}
_IN_TREE = {
    way: lookup(FoundProblem, "problem", locked(_PROBLEM.where(named, _TURN), PROBLEM), _AUTHOR)
    for way, named in _NAMED.items()
}


def _framing(where: ColumnElement[bool]) -> LookupOf[FoundFraming]:
    """The author here is the problem's: they and the coordinators adopt."""
    rows = (
        select(
            *columns_of(
                FoundFraming,
                FRAMING,
                problem_version=PROBLEM.c.version,
                problem_revision=PROBLEM.c.revision,
                problem_title=PROBLEM.c.title,
                problem_statement=PROBLEM.c.statement,
                problem_form=PROBLEM.c.form,
                problem_closed_at=PROBLEM.c.closed_at,
                author_id=PROBLEM.c.author_id,
                offered_by_id=FRAMING.c.author_id,
            )
        )
        .select_from(PROBLEM)
        .join(FRAMING, FRAMING.c.problem_id == PROBLEM.c.id)
        .where(where, FRAMING.c.id == bindparam("framing", type_=Uuid()), readable(PROBLEM))
    )
    return lookup(FoundFraming, "framing", locked(rows, PROBLEM, FRAMING), _AUTHOR)


_FRAMING = {
    "id": _framing(PROBLEM.c.id == ID),
    "key": _framing(
        and_(
            PROBLEM.c.community_id == select(COMMUNITY.c.id).where(COMMUNITY.c.slug == SLUG).scalar_subquery(),
            PROBLEM.c.number == NUMBER,
        )
    ),
}
_SOLUTION = lookup(
    FoundSolution,
    "solution",
    locked(
        select(*columns_of(FoundSolution, SOLUTION, **_IN_SOLUTION))
        .select_from(PROBLEM)
        .join(SOLUTION, SOLUTION.c.problem_id == PROBLEM.c.id)
        .where(SOLUTION.c.id == ID, readable(SOLUTION)),
        PROBLEM,
        SOLUTION,
    ),
    {Standing.author: lambda row: began_a_line(row.id)},
)
_VALIDATION = lookup(
    FoundValidation,
    "validation",
    locked(
        select(
            *columns_of(
                FoundValidation,
                VALIDATION,
                problem_state=PROBLEM.c.state,
                status=SOLUTION.c.status,
                solution_revision=SOLUTION.c.revision,
                line_start=SOLUTION.c.line_start,
                proposed_at=SOLUTION.c.proposed_at,
                solution_withdrawn_at=SOLUTION.c.withdrawn_at,
                successor_id=SOLUTION.c.successor_id,
            )
        )
        .select_from(PROBLEM)
        .join(SOLUTION, SOLUTION.c.problem_id == PROBLEM.c.id)
        .join(VALIDATION, VALIDATION.c.solution_id == SOLUTION.c.id)
        .where(VALIDATION.c.id == ID, readable(VALIDATION)),
        PROBLEM,
        SOLUTION,
        VALIDATION,
    ),
    _AUTHOR,
)
_COMMENT = lookup(
    FoundComment,
    "comment",
    locked(
        select(*columns_of(FoundComment, COMMENT))
        .select_from(PROBLEM)
        .join(COMMENT, COMMENT.c.problem_id == PROBLEM.c.id)
        .where(COMMENT.c.id == ID, readable(COMMENT)),
        PROBLEM,
        COMMENT,
    ),
    {**_AUTHOR, Standing.subject_author: lambda row: wrote_subject(row.subject_kind, row.subject_id)},
)
_TICKET_LINK = lookup(
    FoundTicketLink,
    "ticket link",
    locked(
        select(*columns_of(FoundTicketLink, TICKET_LINK))
        .select_from(PROBLEM)
        .join(TICKET_LINK, TICKET_LINK.c.problem_id == PROBLEM.c.id)
        .where(TICKET_LINK.c.id == ID, readable(TICKET_LINK)),
        PROBLEM,
        TICKET_LINK,
    ),
    {Standing.maker: lambda row: is_me(row.made_by_id)},
)
_ACTION_ITEM = lookup(
    FoundActionItem,
    "action item",
    locked(
        select(*columns_of(FoundActionItem, ACTION_ITEM))
        .select_from(COMMUNITY)
        .join(ACTION_ITEM, ACTION_ITEM.c.community_id == COMMUNITY.c.id)
        .where(ACTION_ITEM.c.id == ID, readable(ACTION_ITEM)),
        COMMUNITY,
        ACTION_ITEM,
    ),
    {
        Standing.owner: lambda row: is_me(row.owner_id),
        Standing.maker: lambda row: is_me(row.maker_id),
    },
)

_CONNECTOR = lookup(
    FoundConnector,
    "connector",
    locked(
        select(*columns_of(FoundConnector, CONNECTOR)).where(CONNECTOR.c.id == ID, connector_readable(CONNECTOR)),
        CONNECTOR,
    ),
    from_outside=(Standing.administrator,),
)


def community_at(address: str) -> Sought[FoundCommunity]:
    """The community for what those outside may do too: seeing it, and asking to join."""
    way, values = community_address(address)
    return Sought(_COMMUNITY_SEEN[way], values)


def community_inside_at(address: str) -> Sought[FoundCommunity]:
    """The community for what needs its inside to be readable; 404 to all others."""
    way, values = community_address(address)
    return Sought(_COMMUNITY_INSIDE[way], values)


def membership_at(address: str, member: str) -> Sought[FoundMembership]:
    way, values = community_address(address)
    return Sought(_MEMBERSHIP[way], {**values, "member": id_of(member, "membership")})


def problem_at(address: str) -> Sought[FoundProblem]:
    way, values = problem_address(address)
    return Sought(_PROBLEM_AT[way], values)


def problem_with_other_at(address: str, other: UUID | ProblemKey) -> Sought[FoundProblemPair]:
    """The problem and the one it is to be closed as a duplicate of."""
    way, values = problem_address(address)
    named: dict[str, Any] = {"other": None, "other_slug": None, "other_number": None}
    match other:
        case ProblemKey():
            named |= {"other_slug": other.slug, "other_number": other.number}
        case UUID():
            named |= {"other": other}
    return Sought(_WITH_OTHER[way], {**values, **named})


def problem_in_tree_at(address: str) -> Sought[FoundProblem]:
    """The problem, while no other change moves any tree of duplicates."""
    way, values = problem_address(address)
    return Sought(_IN_TREE[way], values)


def framing_at(address: str, framing: str) -> Sought[FoundFraming]:
    way, values = problem_address(address)
    return Sought(_FRAMING[way], {**values, "framing": id_of(framing, "framing")})


def solution_at(address: str) -> Sought[FoundSolution]:
    return Sought(_SOLUTION, {"id": id_of(address, "solution")})


def validation_at(address: str) -> Sought[FoundValidation]:
    return Sought(_VALIDATION, {"id": id_of(address, "validation")})


def comment_at(address: str) -> Sought[FoundComment]:
    return Sought(_COMMENT, {"id": id_of(address, "comment")})


def ticket_link_at(address: str) -> Sought[FoundTicketLink]:
    return Sought(_TICKET_LINK, {"id": id_of(address, "ticket link")})


def connector_at(address: str) -> Sought[FoundConnector]:
    return Sought(_CONNECTOR, {"id": id_of(address, "connector")})


def action_item_at(address: str) -> Sought[FoundActionItem]:
    return Sought(_ACTION_ITEM, {"id": id_of(address, "action item")})
