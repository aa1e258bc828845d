"""What the caller is to a thing, as SQL: the flags on which the table of rights rests."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    and_,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.actions import Condition, Standing, asked, graph
from app.access.visibility import CALLER, ME, MEMBER, MEMBERSHIP
from app.domain.vocabulary import MemberKind, MembershipState, OrganizationRole, Role, SubjectKind
from app.models import tables

REVISION = tables["solution_revision"]
ABOVE_OBSERVER = (Role.coordinator, Role.core, Role.member)

Flags = Mapping[Standing | Condition, ColumnElement[Any]]


def my_role(community_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The caller's role in a community, null where they are not in it."""
    return (
        select(MEMBERSHIP.c.role)
        .where(
            MEMBERSHIP.c.community_id == community_id,
            MEMBERSHIP.c.member_id == ME,
            MEMBERSHIP.c.state == MembershipState.active,
        )
        .correlate_except(MEMBERSHIP)
        .scalar_subquery()
    )


def _before(role: ColumnElement[Any], community_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Is there an active member who acts before one of this role: a coordinator, or before a member a core member?"""
    return exists(
        select(1)
        .select_from(MEMBERSHIP)
        .join(MEMBER, MEMBER.c.id == MEMBERSHIP.c.member_id)
        .where(
            MEMBERSHIP.c.community_id == community_id,
            MEMBERSHIP.c.state == MembershipState.active,
            or_(
                MEMBERSHIP.c.role == Role.coordinator,
                and_(MEMBERSHIP.c.role == Role.core, role == Role.member),
            ),
            MEMBER.c.active,
        )
        .correlate_except(MEMBERSHIP, MEMBER)
    )


def of_role(role: ColumnElement[Any], community_id: ColumnElement[Any]) -> Flags:
    """`member` and `acting_coordinator`. Where no active coordinator is left, core members act as such; where there
    is none of them either, members."""
    acting = case(
        (role == Role.coordinator, True),
        (role.in_((Role.core, Role.member)), not_(_before(role, community_id))),
        else_=False,
    )
    return {
        Standing.member: func.coalesce(role.in_(ABOVE_OBSERVER), False),
        Standing.acting_coordinator: acting,
    }


def in_community(community_id: ColumnElement[Any]) -> Flags:
    return of_role(my_role(community_id), community_id)


def in_organization() -> Flags:
    """`person`, `administrator`, `sponsor`: what the caller is everywhere, in a statement that is beside them."""
    return {
        Standing.person: CALLER.c.kind == MemberKind.person,
        Standing.administrator: CALLER.c.organization_role == OrganizationRole.administrator,
        Standing.sponsor: CALLER.c.organization_role == OrganizationRole.sponsor,
    }


def began_a_line(solution_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Is the caller an author of the solution: did they write a revision that began a line of evidence?"""
    return exists(
        select(1)
        .select_from(REVISION)
        .where(REVISION.c.solution_id == solution_id, REVISION.c.author_id == ME, REVISION.c.begins_line)
        .correlate_except(REVISION)
    )


def wrote_subject(kind: ColumnElement[Any], subject_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Is the caller an author of what a comment is on?"""

    def wrote(table: FromClause) -> ColumnElement[bool]:
        return exists(select(1).where(table.c.id == subject_id, table.c.author_id == ME).correlate_except(table))

    return case(
        (kind == SubjectKind.problem, wrote(tables["problem"].alias())),
        (kind == SubjectKind.solution, began_a_line(subject_id)),
        else_=wrote(tables["validation"].alias()),
    )


def is_me(member_id: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(member_id == ME, False)


def allowed_actions(noun: str, flags: Flags) -> ColumnElement[Any]:
    """The noun's `allowed_actions` as JSON: the graph of the rule, in the order of its rows of bits, asked with the
    row's flags. KeyError at import where a flag is missing."""
    names = asked(noun)
    answers = ",".join(orjson.dumps(orjson.dumps(actions).decode()).decode() for actions in graph(noun).values())
    bits = [case((flags[flag], 2**place), else_=0) for place, flag in enumerate(reversed(names))]
    return type_coerce(literal_column(f"('{{{answers}}}'::json[])", ARRAY(JSON))[sum(bits, literal_column("1"))], JSON)
