"""Framings as they are read, at their place under their problem."""

from typing import Any

from sqlalchemy import FromClause, Uuid, bindparam, select

from app.access.actions import Condition, Standing
from app.access.addresses import id_of, problem_address
from app.access.standing import allowed_actions, in_community, is_me
from app.access.visibility import readable
from app.domain.vocabulary import ProblemForm
from app.models import tables
from app.models.framing import FramingLine, FramingShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order
from app.queries.places import ID, by_key, within_problem
from app.queries.view import Seen, shape, view

F, P = tables["framing"], tables["problem"]


def _line() -> dict[str, Any]:
    return {"author": refs.member(F.c.author_id), "adopted_by": refs.member(F.c.adopted_by_id)}


_FLAGS = {
    **in_community(F.c.community_id),
    Standing.author: is_me(P.c.author_id),
    Condition.closed: P.c.closed_at.is_not(None),
    Condition.structured: P.c.form == ProblemForm.structured,
    Condition.adopted: F.c.adopted_at.is_not(None),
}
_ONE = (
    select(
        *shape(
            FramingShown,
            F,
            **_line(),
            problem=refs.problem(F.c.problem_id),
            allowed_actions=allowed_actions("framing", _FLAGS),
        )
    )
    .select_from(F)
    .join(P, P.c.id == F.c.problem_id)
    .where(F.c.id == bindparam("framing", type_=Uuid()), readable(F))
)
_BY = {
    "id": view("framing", _ONE.where(P.c.id == ID), F.c.version),
    "key": view("framing", _ONE.where(by_key(P)), F.c.version),
}


def framing(problem: str, address: str) -> Seen[FramingShown]:
    way, values = problem_address(problem)
    return Seen(_BY[way], {**values, "framing": id_of(address, "framing")})


def _lines(page: FromClause) -> Any:
    return select(*shape(FramingLine, F, **_line())).select_from(page).join(F, F.c.id == page.c.id)


_LIST = Listing(
    F,
    FramingLine,
    _lines,
    {"-created_at": Order((F.c.created_at, F.c.id))},
    within=within_problem(F),
)


def of_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_LIST, way, values, "problem")
