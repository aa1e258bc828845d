"""Objectives as they are read, by everyone who signs in."""

from typing import Any

from sqlalchemy import FromClause, Uuid, bindparam, select, true

from app.access.actions import Condition
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_organization
from app.models import tables
from app.models.objective import ObjectiveLine, ObjectiveShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, any_of, retired
from app.queries.view import Seen, shape, view

OBJECTIVE = tables["objective"]

_LINE: dict[str, Any] = {"owner": refs.member(OBJECTIVE.c.owner_id)}
_FLAGS = {**in_organization(), Condition.retired: OBJECTIVE.c.retired_at.is_not(None)}
_OBJECTIVE = view(
    "objective",
    select(*shape(ObjectiveShown, OBJECTIVE, **_LINE, allowed_actions=allowed_actions("objective", _FLAGS))).where(
        OBJECTIVE.c.id == bindparam("id", type_=Uuid())
    ),
    OBJECTIVE.c.version,
)


def objective(address: str) -> Seen[ObjectiveShown]:
    return Seen(_OBJECTIVE, {"id": id_of(address, "objective")})


def _lines(page: FromClause) -> Any:
    return (
        select(*shape(ObjectiveLine, OBJECTIVE, **_LINE)).select_from(page).join(OBJECTIVE, OBJECTIVE.c.id == page.c.id)
    )


_LIST = Listing(
    OBJECTIVE,
    ObjectiveLine,
    _lines,
    {
        "-starts_on": Order((OBJECTIVE.c.starts_on, OBJECTIVE.c.id)),
        "ends_on": Order((OBJECTIVE.c.ends_on, OBJECTIVE.c.id), descending=False),
    },
    {"owner": any_of(OBJECTIVE.c.owner_id, "owner"), "retired": retired(OBJECTIVE)},
    visible=true(),
)


def objectives() -> Listed:
    return Listed(_LIST)
