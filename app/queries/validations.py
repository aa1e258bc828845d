"""Validations as they are read."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Text, Uuid, bindparam, exists, func, select

from app.access.actions import Condition, Standing
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_community, in_organization, is_me
from app.access.visibility import ME, readable
from app.domain.vocabulary import CountsReason
from app.models import tables
from app.models.home import LeftBehind
from app.models.schema import Installed
from app.models.validation import ValidationLine, ValidationShown
from app.queries import refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, any_of, in_communities
from app.queries.solutions import within_solution
from app.queries.view import Seen, elements, many, shape, view

S, V = tables["solution"], tables["validation"]
ID = bindparam("id", type_=Uuid())


def _line() -> dict[str, Any]:
    return {
        "solution": refs.solution(V.c.solution_id),
        "author": refs.member(V.c.author_id),
        "environment": refs.environment(V.c.environment_id),
        "site": refs.site(V.c.site_id),
        "counts": V.c.counts_reason == CountsReason.counts,
    }


def _configuration() -> Any:
    kept, entry, place = elements(V.c.configuration)
    component_id = func.jsonb_extract_path_text(entry, "component_id").cast(Uuid())
    return many(
        select(
            *shape(
                Installed,
                component=refs.component(component_id),
                component_version=func.jsonb_extract_path_text(entry, "component_version", type_=Text()),
            )
        )
        .select_from(kept)
        .order_by(place)
        .correlate(V)
    )


def can_be_carried_over() -> ColumnElement[bool]:
    """Does it stand on an earlier line of a solution that takes validations, and was it not carried over yet?"""
    over = V.alias("over")
    carried = exists(
        select(1)
        .where(over.c.carried_from_id == V.c.id, over.c.withdrawn_at.is_(None), over.c.revision >= S.c.line_start)
        .correlate(V, S)
    )
    return V.c.withdrawn_at.is_(None) & exists(
        select(1)
        .where(
            S.c.id == V.c.solution_id,
            V.c.revision < S.c.line_start,
            S.c.proposed_at.is_not(None),
            S.c.withdrawn_at.is_(None),
            ~carried,
        )
        .correlate(V)
    )


_FLAGS = {
    **in_organization(),
    **in_community(V.c.community_id),
    Standing.author: is_me(V.c.author_id),
    Condition.withdrawn: V.c.withdrawn_at.is_not(None),
    Condition.carries_over: can_be_carried_over(),
}
_VIEW = view(
    "validation",
    select(
        *shape(
            ValidationShown,
            V,
            **_line(),
            configuration=_configuration(),
            allowed_actions=allowed_actions("validation", _FLAGS),
        )
    ).where(V.c.id == ID, readable(V)),
    V.c.version,
)


def validation(address: str) -> Seen[ValidationShown]:
    return Seen(_VIEW, {"id": id_of(address, "validation")})


def _lines(page: FromClause) -> Select[Any]:
    return select(*shape(ValidationLine, V, **_line())).select_from(page).join(V, V.c.id == page.c.id)


FILTERS: dict[str, Filter] = {
    "community": in_communities(V),
    "environment": any_of(V.c.environment_id, "environment"),
    "author": any_of(V.c.author_id, "author"),
    "outcome": any_of(V.c.outcome, "outcome"),
    "carry_over": lambda: (V.c.author_id == ME) & can_be_carried_over(),
}
_LIST = Listing(
    V,
    ValidationLine,
    _lines,
    {"-created_at": Order((V.c.created_at, V.c.id))},
    FILTERS,
    within=within_solution(V),
)


def _left_behind(page: FromClause) -> Select[Any]:
    problem = refs.problem(refs.problem_id_of(V.c.solution_id))
    rows = select(*shape(LeftBehind, V, **_line(), problem=problem))
    return rows.select_from(page).join(V, V.c.id == page.c.id)


_LEFT_BEHIND = Listing(
    V,
    LeftBehind,
    _left_behind,
    {"-created_at": Order((V.c.created_at, V.c.id))},
    visible=(V.c.author_id == ME) & can_be_carried_over() & readable(V),
)


def left_behind() -> Listed:
    """The caller's own that a new revision left behind."""
    return Listed(_LEFT_BEHIND)


def all_readable() -> Listed:
    return Listed(_LIST)


def of_solution(address: str) -> Listed:
    return Listed(_LIST, "id", {"id": id_of(address, "solution")}, "solution")
