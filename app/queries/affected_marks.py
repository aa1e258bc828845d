"""Affected marks as they are read: those that stand."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Label, Uuid, bindparam, select

from app.access.actions import Condition, Standing
from app.access.addresses import environment_or_none, problem_address
from app.access.standing import Flags, allowed_actions, is_me
from app.access.visibility import readable
from app.models import tables
from app.models.affected_mark import AffectedMarkLine, AffectedMarkShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within
from app.queries.places import ID, by_key, within_problem
from app.queries.view import Seen, View, shape, view

MARK, P = tables["affected_mark"], tables["problem"]


def _line() -> dict[str, Any]:
    return {
        "member": refs.member(MARK.c.member_id),
        "through": refs.member(MARK.c.through_id),
        "environment": refs.environment(MARK.c.environment_id),
        "site": refs.site(MARK.c.site_id),
    }


_FLAGS: Flags = {Standing.oneself: is_me(MARK.c.member_id), Condition.withdrawn: MARK.c.withdrawn_at.is_not(None)}


def _shown() -> list[Label[Any]]:
    return shape(
        AffectedMarkShown,
        MARK,
        **_line(),
        problem=refs.problem(MARK.c.problem_id),
        external_reference=refs.external_reference(MARK.c.id),
        allowed_actions=allowed_actions("affected_mark", _FLAGS),
    )


def _own(named: ColumnElement[bool]) -> View[AffectedMarkShown]:
    environment = bindparam("environment", type_=Uuid())
    rows = (
        select(*_shown())
        .select_from(MARK)
        .join(P, P.c.id == MARK.c.problem_id)
        .where(
            named,
            MARK.c.member_id == bindparam("whose", type_=Uuid()),
            MARK.c.environment_id.is_not_distinct_from(environment),
            MARK.c.withdrawn_at.is_(None),
            readable(MARK),
        )
    )
    return view("mark of yours", rows, MARK.c.version)


_OWN = {"id": _own(P.c.id == ID), "key": _own(by_key(P))}


def own(problem: str, environment: str, whose: UUID) -> Seen[AffectedMarkShown]:
    """A member's own mark that stands, for an environment or for none: the caller's, or that of whom they act for."""
    way, values = problem_address(problem)
    return Seen(_OWN[way], {**values, "environment": environment_or_none(environment), "whose": whose})


_ANY = view("mark", select(*_shown()).where(MARK.c.id == ID, readable(MARK)), MARK.c.version)


def mark(mark_id: UUID) -> Seen[AffectedMarkShown]:
    """A mark by its id, whoever's it is, also one that was taken back."""
    return Seen(_ANY, {"id": mark_id})


def _lines(page: FromClause) -> Any:
    return select(*shape(AffectedMarkLine, MARK, **_line())).select_from(page).join(MARK, MARK.c.id == page.c.id)


_LIST = Listing(
    MARK,
    AffectedMarkLine,
    _lines,
    {"-created_at": Order((MARK.c.created_at, MARK.c.id))},
    within={
        way: Within(place.found, place.rows & MARK.c.withdrawn_at.is_(None))
        for way, place in within_problem(MARK).items()
    },
)


def of_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_LIST, way, values, "problem")
