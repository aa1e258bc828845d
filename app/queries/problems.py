"""Problems as they are read: one, lists, and the words of one through time."""

from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Text,
    Uuid,
    bindparam,
    case,
    cast,
    exists,
    func,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import array

from app.access.actions import Condition, Standing
from app.access.addresses import problem_address
from app.access.standing import allowed_actions, in_organization, is_me, of_role
from app.access.visibility import ME, my_membership, readable
from app.domain.vocabulary import ProblemForm, SubjectKind
from app.models import tables
from app.models.imported import ImportedFrom
from app.models.problem import Closure, ProblemLine, ProblemRevisionShown, ProblemShown, Reach
from app.models.schema import ComponentRef, ProblemRef
from app.queries import refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, Path, any_of, in_communities
from app.queries.places import by_key, within_community, within_problem
from app.queries.solutions import solution_line
from app.queries.view import Joined, Seen, embed, many, one, shape, show, together, view

T = tables
P, C, S, MARK = T["problem"], T["community"], T["solution"], T["affected_mark"]
REVISION, CONCERNED, COMPONENT, ENVIRONMENT = (
    T["problem_revision"],
    T["problem_component"],
    T["component"],
    T["environment"],
)
IMPORTED, LINK = T["imported"], T["ticket_link"]
ID = bindparam("id", type_=Uuid())
SHOWN_SOLUTIONS = 50


HOME, IN_HOME = refs.home(P)
KEY = refs.key_in(HOME, P)
MINE, IS_MINE = my_membership(P.c.community_id)


def _concerned() -> Any:
    return many(
        select(*shape(ComponentRef, COMPONENT))
        .select_from(CONCERNED)
        .join(COMPONENT, COMPONENT.c.id == CONCERNED.c.component_id)
        .where(CONCERNED.c.problem_id == P.c.id)
        .correlate(P)
        .order_by(CONCERNED.c.position)
    )


def _line() -> dict[str, Any]:
    return {
        "key": KEY,
        "community": refs.joined_community(P, (HOME, IN_HOME)),
        "author": refs.joined_member(P.c.author_id),
        "components": _concerned(),
        "solution_count": select(func.count()).where(S.c.problem_id == P.c.id).correlate(P).scalar_subquery(),
    }


_REPEATING = P.alias("repeating")
_TREE = (
    select(func.array_agg(_REPEATING.c.id).concat(P.c.id).label("ids"))
    .where(_REPEATING.c.root_id == P.c.id)
    .correlate(P)
    .lateral("tree")
)
"""This problem and what repeats it."""


def _reach() -> Joined:
    """Of the marks that stand on this problem or on what repeats it."""
    stands = MARK.c.withdrawn_at.is_(None) & (MARK.c.problem_id == func.any(_TREE.c.ids))
    largest = (
        select(func.least(func.max(MARK.c.machines), func.max(ENVIRONMENT.c.machines)).label("machines"))
        .select_from(MARK)
        .join(ENVIRONMENT, ENVIRONMENT.c.id == MARK.c.environment_id)
        .where(stands)
        .group_by(MARK.c.environment_id)
        .correlate(_TREE)
        .subquery("largest")
    )
    machines = select(func.coalesce(func.sum(largest.c.machines), 0)).scalar_subquery()
    counted = shape(
        Reach,
        people=func.count(MARK.c.member_id.distinct()),
        sites=func.count(MARK.c.site_id.distinct()),
        machines=machines,
    )
    row = select(*counted).where(stands).correlate(_TREE).lateral("reach")
    return Joined(func.row_to_json(row.table_valued()), ((_TREE, true()), (row, true())))


def _ticket_count() -> Joined:
    """Of the tickets that are linked to this problem, to what repeats it, or to what answers either."""
    tickets = func.count(tuple_(LINK.c.system, LINK.c.key).distinct()).label("tickets")
    row = select(tickets).where(LINK.c.problem_id == func.any(_TREE.c.ids)).correlate(_TREE).lateral("linked")
    return Joined(row.c.tickets, ((_TREE, true()), (row, true())))


_OTHER = P.alias("other")
_OTHER_HOME, _IN_OTHER_HOME = refs.home(_OTHER)
_OTHERS = (
    select(
        func.json_object_agg(
            _OTHER.c.id, embed(ProblemRef, _OTHER, key=refs.key_in(_OTHER_HOME, _OTHER)), type_=JSON()
        ).label("by_id")
    )
    .select_from(_OTHER.join(_OTHER_HOME, _IN_OTHER_HOME))
    .where(
        _OTHER.c.id == func.any(array([P.c.parent_id, func.nullif(P.c.root_id, P.c.id), P.c.duplicate_of_id])),
        readable(_OTHER),
    )
    .correlate(P)
    .lateral("others")
)
"""What this problem names, those among them that the caller may read: looked up together."""


def _other(problem_id: ColumnElement[Any]) -> Joined:
    return Joined(_OTHERS.c.by_id[cast(problem_id, Text)], ((_OTHERS, true()),))


_THIS = together(ProblemRef, P, key=KEY)


def _root() -> Joined:
    other = _other(P.c.root_id)
    itself = case((P.c.root_id == P.c.id, _THIS.value), else_=other.value)
    return Joined(itself, (*_THIS.joins, *other.joins))


def _closure() -> Joined:
    closed_by, repeated = refs.joined_member(P.c.closed_by_id), _other(P.c.duplicate_of_id)
    return together(
        Closure,
        None,
        (*closed_by.joins, *repeated.joins),
        P.c.closed_at,
        reason=P.c.closure_reason,
        comment=P.c.closure_comment,
        duplicate_of=repeated.value,
        closed_by=closed_by.value,
        closed_at=P.c.closed_at,
    )


_FLAGS = {
    **in_organization(),
    **of_role(MINE.c.role, P.c.community_id),
    Standing.author: is_me(P.c.author_id),
    Condition.closed: P.c.closed_at.is_not(None),
    Condition.structured: P.c.form == ProblemForm.structured,
}


def _affected_me() -> ColumnElement[bool]:
    return exists(
        select(1).where(MARK.c.problem_id == P.c.id, MARK.c.member_id == ME, MARK.c.withdrawn_at.is_(None)).correlate(P)
    )


def _solutions() -> Any:
    this = embed(ProblemRef, P, key=KEY)
    lines = solution_line(problem=this).where(S.c.problem_id == P.c.id).correlate(P, HOME)
    return many(lines.order_by(S.c.created_at, S.c.id).limit(SHOWN_SOLUTIONS), "s")


_ONE = show(
    ProblemShown,
    P,
    beside=[(MINE, IS_MINE)],
    **_line(),
    through=refs.joined_member(P.c.through_id),
    parent=_other(P.c.parent_id),
    root=_root(),
    closure=_closure(),
    reach=_reach(),
    ticket_count=_ticket_count(),
    affected_by_me=_affected_me(),
    external_reference=refs.external_reference(P.c.id),
    imported_from=one(
        select(*shape(ImportedFrom, IMPORTED))
        .where(IMPORTED.c.subject_id == P.c.id)
        .order_by(IMPORTED.c.at)
        .limit(1)
        .correlate(P)
    ),
    solutions=_solutions(),
    allowed_actions=allowed_actions("problem", _FLAGS),
).where(readable(P, MINE))
_BY = {
    "id": view("problem", _ONE.where(P.c.id == ID), P.c.version),
    "key": view("problem", _ONE.where(by_key(P)), P.c.version),
}


def problem(address: str) -> Seen[ProblemShown]:
    way, values = problem_address(address)
    return Seen(_BY[way], values)


def _lines(page: FromClause) -> Any:
    return show(ProblemLine, P, page.join(P, P.c.id == page.c.id), **_line())


def _concerns() -> ColumnElement[bool]:
    wanted = any_of(CONCERNED.c.component_id, "component")()
    return exists(select(1).where(CONCERNED.c.problem_id == P.c.id, wanted).correlate(P))


def _imported_key() -> ColumnElement[bool]:
    keys = any_of(IMPORTED.c.key, "imported_key")()
    return P.c.id == func.any(
        func.array(select(IMPORTED.c.subject_id).where(IMPORTED.c.kind == SubjectKind.problem, keys).scalar_subquery())
    )


def _ticket() -> ColumnElement[bool]:
    linked = select(LINK.c.problem_id).where(any_of(LINK.c.key, "ticket")(), readable(LINK))
    return P.c.id == func.any(func.array(linked.scalar_subquery()))


FILTERS: dict[str, Filter] = {
    "community": in_communities(P),
    "state": any_of(P.c.state, "state"),
    "severity": any_of(P.c.severity, "severity"),
    "author": any_of(P.c.author_id, "author"),
    "component": _concerns,
    "affected": _affected_me,
    "imported_key": _imported_key,
    "ticket": _ticket,
}
_OF_COMPONENT = Path(
    CONCERNED,
    "component",
    CONCERNED.c.component_id,
    CONCERNED.c.problem_id,
    (CONCERNED.c.posted_at, CONCERNED.c.problem_id),
)
_ORDERS = {"-created_at": Order((P.c.created_at, P.c.id)), "-updated_at": Order((P.c.updated_at, P.c.id))}


_LIST = Listing(
    P,
    ProblemLine,
    _lines,
    _ORDERS,
    FILTERS,
    within=within_community(P),
    paths={("component", "-created_at"): _OF_COMPONENT},
)


def all_readable() -> Listed:
    return Listed(_LIST)


def of_community(way: str, values: dict[str, Any]) -> Listed:
    return Listed(_LIST, way, values, "community")


def _revision_lines(page: FromClause) -> Any:
    return (
        select(*shape(ProblemRevisionShown, REVISION, author=refs.member(REVISION.c.author_id)))
        .select_from(page)
        .join(REVISION, REVISION.c.id == page.c.id)
    )


_REVISIONS = Listing(
    REVISION,
    ProblemRevisionShown,
    _revision_lines,
    {"-revision": Order((REVISION.c.revision,))},
    within=within_problem(REVISION),
    visible=exists(select(1).where(P.c.id == REVISION.c.problem_id, readable(P)).correlate(REVISION)),
)


def revisions(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_REVISIONS, way, values, "problem")
