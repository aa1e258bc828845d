"""How one thing names another inside an answer: small objects, each found by its id."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, cast, func, literal_column, select
from sqlalchemy.sql.selectable import ScalarSelect

from app.access.visibility import readable
from app.models import tables
from app.models.external_reference import ExternalReferenceShown
from app.models.schema import (
    ActionItemRef,
    CommunityRef,
    ComponentRef,
    EnvironmentRef,
    MemberRef,
    ObjectiveRef,
    ProblemRef,
    SiteRef,
    SolutionRef,
)
from app.queries.view import Join, Joined, one, shape, together

T = tables
_FORMER: ColumnElement[Any] = literal_column("'Former member'")


def member_name(identity: FromClause) -> ColumnElement[Any]:
    """A member's name; what identified them may have been erased."""
    return func.coalesce(identity.c.name, _FORMER)


def member(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    members, identities = T["member"].alias(), T["identity"].alias()
    return one(
        select(*shape(MemberRef, members, name=member_name(identities)))
        .select_from(members.outerjoin(identities, identities.c.member_id == members.c.id))
        .where(members.c.id == identity)
        .correlate_except(members, identities),
        "named",
    )


def joined_member(member_id: ColumnElement[Any]) -> Joined:
    """A member who is joined by their id rather than asked for; null where there is none."""
    members, identities = T["member"].alias(), T["identity"].alias()
    present = member_id if getattr(member_id, "nullable", True) else None
    known_as = {"id": member_id, "name": member_name(identities), "kind": members.c.kind}
    joins = [(members, members.c.id == member_id), (identities, identities.c.member_id == member_id)]
    return together(MemberRef, None, joins, present, **known_as)


def _by_id(schema: Any, table: FromClause, identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    named = table.alias()
    return one(select(*shape(schema, named)).where(named.c.id == identity).correlate_except(named), "named")


def site(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    return _by_id(SiteRef, T["site"], identity)


def component(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    return _by_id(ComponentRef, T["component"], identity)


def environment(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    return _by_id(EnvironmentRef, T["environment"], identity)


def objective(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    return _by_id(ObjectiveRef, T["objective"], identity)


def action_item(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    return _by_id(ActionItemRef, T["action_item"], identity)


def home(row: FromClause) -> Join:
    """The community that a row lies in, and on what it is joined."""
    communities = T["community"].alias()
    return communities, communities.c.id == row.c.community_id


def joined_community(row: FromClause, joined: Join | None = None) -> Joined:
    """For what lies inside it: who reads the inside may know the community. `joined`: where it is used beside."""
    communities, condition = joined or home(row)
    return together(CommunityRef, communities, [(communities, condition)])


def key_in(communities: FromClause, problems: FromClause) -> ColumnElement[Any]:
    """`network-42`, where the community is joined."""
    return communities.c.slug.concat("-").concat(cast(problems.c.number, Text))


def problem_key(problems: FromClause) -> ColumnElement[Any]:
    """`network-42`."""
    communities = T["community"].alias()
    slug = (
        select(communities.c.slug)
        .where(communities.c.id == problems.c.community_id)
        .correlate_except(communities)
        .scalar_subquery()
    )
    return slug.concat("-").concat(cast(problems.c.number, Text))


def problem(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Null for one that the caller may not read."""
    named = T["problem"].alias()
    return one(
        select(*shape(ProblemRef, named, key=problem_key(named)))
        .where(named.c.id == identity, readable(named))
        .correlate_except(named),
        "named",
    )


def problem_id_of(solution_id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The id of the problem that a solution answers."""
    answering = T["solution"].alias()
    found = select(answering.c.problem_id).where(answering.c.id == solution_id)
    return found.correlate_except(answering).scalar_subquery()


def solution(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    """Null for one that the caller may not read."""
    named = T["solution"].alias()
    return one(
        select(*shape(SolutionRef, named)).where(named.c.id == identity, readable(named)).correlate_except(named),
        "named",
    )


def external_reference(identity: ColumnElement[Any]) -> ScalarSelect[Any]:
    """What brought a thing that the caller may read; null where no program did."""
    references = T["external_reference"].alias()
    first = (
        select(*shape(ExternalReferenceShown, references))
        .where(references.c.subject_id == identity)
        .order_by(references.c.created_at, references.c.id)
        .limit(1)
    )
    return one(first.correlate_except(references), "named")
