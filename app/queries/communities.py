"""Communities as they are read: one, and those that one may know of."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, Uuid, and_, bindparam, case, exists, func, literal, null, select

from app.access.actions import Condition, Standing
from app.access.addresses import community_address
from app.access.standing import Flags, allowed_actions, in_community, my_role
from app.access.visibility import ME, MEMBERSHIP, inside_readable, my_communities, seen
from app.domain.vocabulary import Joining, MembershipState, MyRole, Role, Visibility
from app.models import tables
from app.models.community import CommunityLine, CommunityShown
from app.models.schema import MemberRef, ObjectiveRef
from app.queries import memberships, refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, any_of
from app.queries.processes import process_version
from app.queries.view import Seen, many, one, shape, view

T = tables
C, VERSION, SERVED, OBJECTIVE = T["community"], T["process_version"], T["community_objective"], T["objective"]
MEMBER, IDENTITY = T["member"], T["identity"]
SHOWN_COORDINATORS = 20


def _inside(shown: ColumnElement[Any]) -> ColumnElement[Any]:
    """What only readers of the inside see; null for others."""
    return case((inside_readable(C), shown), else_=null())


def _line() -> dict[str, Any]:
    return {
        "member_count": _inside(C.c.member_count),
        "problem_count": _inside(C.c.problem_count),
        "my_role": func.coalesce(my_role(C.c.id), literal(MyRole.none.value)),
    }


def _objectives() -> Any:
    return many(
        select(*shape(ObjectiveRef, OBJECTIVE))
        .select_from(SERVED.join(OBJECTIVE, OBJECTIVE.c.id == SERVED.c.objective_id))
        .where(SERVED.c.community_id == C.c.id)
        .correlate(C)
        .order_by(OBJECTIVE.c.ends_on, OBJECTIVE.c.id)
    )


def _coordinators() -> Any:
    return many(
        select(*shape(MemberRef, MEMBER, name=refs.member_name(IDENTITY)))
        .select_from(
            MEMBERSHIP.join(MEMBER, MEMBER.c.id == MEMBERSHIP.c.member_id).outerjoin(
                IDENTITY, IDENTITY.c.member_id == MEMBER.c.id
            )
        )
        .where(
            MEMBERSHIP.c.community_id == C.c.id,
            MEMBERSHIP.c.state == MembershipState.active,
            MEMBERSHIP.c.role == Role.coordinator,
            MEMBER.c.active,
        )
        .correlate(C)
        .order_by(MEMBERSHIP.c.joined_at, MEMBERSHIP.c.id)
        .limit(SHOWN_COORDINATORS)
    )


def _in_force() -> FromClause:
    return VERSION.alias("in_force")


def _process() -> Any:
    rules = _in_force()
    return one(
        process_version(rules)
        .where(rules.c.community_id == C.c.id, rules.c.process_version == C.c.process_version, inside_readable(C))
        .correlate(C)
    )


def _joinable() -> ColumnElement[bool]:
    """Can one become a member by asking? A private community's members are invited."""
    rules = _in_force()
    joining = func.jsonb_extract_path_text(rules.c.document, "joining")
    return and_(
        C.c.visibility != Visibility.private,
        exists(
            select(1)
            .where(
                rules.c.community_id == C.c.id,
                rules.c.process_version == C.c.process_version,
                joining != Joining.invitation.value,
            )
            .correlate(C)
        ),
    )


def _mine(*states: MembershipState) -> ColumnElement[bool]:
    return exists(
        select(1)
        .select_from(MEMBERSHIP)
        .where(MEMBERSHIP.c.community_id == C.c.id, MEMBERSHIP.c.member_id == ME, MEMBERSHIP.c.state.in_(states))
        .correlate(C)
    )


def _requests() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(MEMBERSHIP)
        .where(MEMBERSHIP.c.community_id == C.c.id, MEMBERSHIP.c.state == MembershipState.requested)
        .correlate(C)
        .scalar_subquery()
    )


_FLAGS: Flags = {
    **in_community(C.c.id),
    Condition.joinable: _joinable(),
    Condition.joined: _mine(MembershipState.active, MembershipState.requested),
}
_ONE = select(
    *shape(
        CommunityShown,
        C,
        **_line(),
        objectives=_objectives(),
        coordinators=_inside(_coordinators()),
        process=_process(),
        requested_by_me=_mine(MembershipState.requested),
        my_membership=one(memberships.my_own(C.c.id).correlate(C), "mine"),
        request_count=case((_FLAGS[Standing.acting_coordinator], _requests()), else_=null()),
        allowed_actions=allowed_actions("community", _FLAGS),
    )
).where(seen(C))
_BY = {
    "id": view("community", _ONE.where(C.c.id == bindparam("id", type_=Uuid())), C.c.version),
    "slug": view("community", _ONE.where(C.c.slug == bindparam("slug", type_=Text())), C.c.version),
}


def community(address: str) -> Seen[CommunityShown]:
    way, values = community_address(address)
    return Seen(_BY[way], values)


def _lines(page: FromClause) -> Any:
    return select(*shape(CommunityLine, C, **_line())).select_from(page.join(C, C.c.id == page.c.id))


FILTERS: dict[str, Filter] = {
    "visibility": any_of(C.c.visibility, "visibility"),
    "mine": lambda: C.c.id == func.any(func.array(my_communities())),
}
_LIST = Listing(
    C,
    CommunityLine,
    _lines,
    {
        "name": Order((C.c.name, C.c.id), descending=False),
        "-created_at": Order((C.c.created_at, C.c.id)),
    },
    FILTERS,
    visible=seen(C),
)


def known() -> Listed:
    """Those that the caller may know of."""
    return Listed(_LIST)
