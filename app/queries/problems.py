"""Problems as they are read: one, lists, and the words of one through time."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Uuid, bindparam, exists, func, or_, select

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
from app.queries.view import Seen, many, one, shape, show, view

T = tables
P, C, S, MARK = T["problem"], T["community"], T["solution"], T["affected_mark"]
REVISION, CONCERNED, COMPONENT, ENVIRONMENT = (
    T["problem_revision"],
    T["problem_component"],
    T["component"],
    T["environment"],
)
IMPORTED = T["imported"]
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


def _standing_marks(problems: FromClause) -> ColumnElement[bool]:
    """Marks that stand, on this problem or on what repeats it."""
    tree = P.alias("tree")
    return MARK.c.withdrawn_at.is_(None) & MARK.c.problem_id.in_(
        select(tree.c.id).where(or_(tree.c.id == problems.c.id, tree.c.root_id == problems.c.id)).correlate(problems)
    )


def _reach() -> Any:
    largest = (
        select(func.least(func.max(MARK.c.machines), func.max(ENVIRONMENT.c.machines)).label("machines"))
        .select_from(MARK)
        .join(ENVIRONMENT, ENVIRONMENT.c.id == MARK.c.environment_id)
        .where(_standing_marks(P))
        .group_by(MARK.c.environment_id)
        .correlate(P)
        .subquery("largest")
    )
    machines = select(func.coalesce(func.sum(largest.c.machines), 0)).scalar_subquery()
    return one(
        select(
            *shape(
                Reach,
                people=func.count(MARK.c.member_id.distinct()),
                sites=func.count(MARK.c.site_id.distinct()),
                machines=machines,
            )
        )
        .where(_standing_marks(P))
        .correlate(P)
    )


def _closure() -> Any:
    return one(
        select(
            *shape(
                Closure,
                reason=P.c.closure_reason,
                comment=P.c.closure_comment,
                duplicate_of=refs.problem(P.c.duplicate_of_id),
                closed_by=refs.member(P.c.closed_by_id),
                closed_at=P.c.closed_at,
            )
        )
        .where(P.c.closed_at.is_not(None))
        .correlate_except()
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
    this = one(select(*shape(ProblemRef, P, key=KEY)).correlate_except(), "p")
    lines = solution_line(problem=this).where(S.c.problem_id == P.c.id).correlate(P, HOME)
    return many(lines.order_by(S.c.created_at, S.c.id).limit(SHOWN_SOLUTIONS), "s")


_ONE = show(
    ProblemShown,
    P,
    beside=[(MINE, IS_MINE)],
    **_line(),
    parent=refs.problem(P.c.parent_id),
    root=refs.problem(P.c.root_id),
    closure=_closure(),
    reach=_reach(),
    affected_by_me=_affected_me(),
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


FILTERS: dict[str, Filter] = {
    "community": in_communities(P),
    "state": any_of(P.c.state, "state"),
    "severity": any_of(P.c.severity, "severity"),
    "author": any_of(P.c.author_id, "author"),
    "component": _concerns,
    "affected": _affected_me,
    "imported_key": _imported_key,
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
