"""Environments as they are read, by everyone who signs in: together they are the estate."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Uuid, bindparam, exists, func, select, true

from app.access.actions import Condition, Standing
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_organization
from app.access.visibility import ME
from app.models import tables
from app.models.environment import EnvironmentLine, EnvironmentShown
from app.models.schema import Installed, MemberRef
from app.queries import refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, any_of, retired
from app.queries.view import Seen, many, shape, view

T = tables
ENVIRONMENT, KEEPER, INSTALLED = T["environment"], T["environment_keeper"], T["environment_component"]
KEEPING, IDENTITY = T["member"].alias("keeping"), T["identity"].alias("keeping_identity")


def _count(table: FromClause) -> Any:
    return (
        select(func.count()).where(table.c.environment_id == ENVIRONMENT.c.id).correlate(ENVIRONMENT).scalar_subquery()
    )


def _with(table: FromClause, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(1).where(table.c.environment_id == ENVIRONMENT.c.id, condition).correlate(ENVIRONMENT))


_KEPT_BY_ME = _with(KEEPER, KEEPER.c.member_id == ME)
_LINE: dict[str, Any] = {
    "site": refs.site(ENVIRONMENT.c.site_id),
    "keeper_count": _count(KEEPER),
    "component_count": _count(INSTALLED),
    "kept_by_me": _KEPT_BY_ME,
}
_FLAGS = {
    **in_organization(),
    Standing.keeper: _KEPT_BY_ME,
    Condition.retired: ENVIRONMENT.c.retired_at.is_not(None),
}
_ENVIRONMENT = view(
    "environment",
    select(
        *shape(
            EnvironmentShown,
            ENVIRONMENT,
            **_LINE,
            keepers=many(
                select(*shape(MemberRef, KEEPING, name=refs.member_name(IDENTITY)))
                .select_from(KEEPER)
                .join(KEEPING, KEEPING.c.id == KEEPER.c.member_id)
                .outerjoin(IDENTITY, IDENTITY.c.member_id == KEEPING.c.id)
                .where(KEEPER.c.environment_id == ENVIRONMENT.c.id)
                .correlate(ENVIRONMENT)
                .order_by(KEEPER.c.id)
            ),
            configuration=many(
                select(*shape(Installed, INSTALLED, component=refs.component(INSTALLED.c.component_id)))
                .where(INSTALLED.c.environment_id == ENVIRONMENT.c.id)
                .correlate(ENVIRONMENT)
                .order_by(INSTALLED.c.position)
            ),
            allowed_actions=allowed_actions("environment", _FLAGS),
        )
    ).where(ENVIRONMENT.c.id == bindparam("id", type_=Uuid())),
    ENVIRONMENT.c.version,
)


def environment(address: str) -> Seen[EnvironmentShown]:
    return Seen(_ENVIRONMENT, {"id": id_of(address, "environment")})


def _lines(page: FromClause) -> Any:
    return (
        select(*shape(EnvironmentLine, ENVIRONMENT, **_LINE))
        .select_from(page)
        .join(ENVIRONMENT, ENVIRONMENT.c.id == page.c.id)
    )


FILTERS: dict[str, Filter] = {
    "site": any_of(ENVIRONMENT.c.site_id, "site"),
    "keeper": lambda: _with(KEEPER, any_of(KEEPER.c.member_id, "keeper")()),
    "component": lambda: _with(INSTALLED, any_of(INSTALLED.c.component_id, "component")()),
    "retired": retired(ENVIRONMENT),
}
_LIST = Listing(
    ENVIRONMENT,
    EnvironmentLine,
    _lines,
    {
        "name": Order((func.lower(ENVIRONMENT.c.name), ENVIRONMENT.c.id), descending=False),
        "-created_at": Order((ENVIRONMENT.c.created_at, ENVIRONMENT.c.id)),
    },
    FILTERS,
    visible=true(),
)


def environments() -> Listed:
    return Listed(_LIST)
