"""Components and their releases as they are read, by everyone who signs in."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, Uuid, bindparam, exists, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.actions import Condition
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_organization
from app.models import tables
from app.models.component import ComponentLine, ComponentShown, ReleaseLine, ReleaseShown
from app.queries import refs
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, Within, any_of, retired
from app.queries.view import Seen, many, shape, view

COMPONENT, RELEASE = tables["component"], tables["release"]
ID = bindparam("id", type_=Uuid())
SHOWN_RELEASES = 20

_COUNT = {
    "release_count": select(func.count())
    .where(RELEASE.c.component_id == COMPONENT.c.id)
    .correlate(COMPONENT)
    .scalar_subquery()
}
_OF = {"component": refs.component(RELEASE.c.component_id)}
_COMPONENT = view(
    "component",
    select(
        *shape(
            ComponentShown,
            COMPONENT,
            **_COUNT,
            releases=many(
                select(*shape(ReleaseLine, RELEASE, **_OF))
                .where(RELEASE.c.component_id == COMPONENT.c.id)
                .correlate(COMPONENT)
                .order_by(RELEASE.c.version_key.desc())
                .limit(SHOWN_RELEASES)
            ),
            allowed_actions=allowed_actions(
                "component", {**in_organization(), Condition.retired: COMPONENT.c.retired_at.is_not(None)}
            ),
        )
    ).where(COMPONENT.c.id == ID),
    COMPONENT.c.version,
)
_RELEASE = view(
    "release",
    select(*shape(ReleaseShown, RELEASE, **_OF, allowed_actions=allowed_actions("release", in_organization()))).where(
        RELEASE.c.id == ID
    ),
    RELEASE.c.version,
)


def component(address: str) -> Seen[ComponentShown]:
    return Seen(_COMPONENT, {"id": id_of(address, "component")})


def release(address: str) -> Seen[ReleaseShown]:
    return Seen(_RELEASE, {"id": id_of(address, "release")})


def _lines(page: FromClause) -> Any:
    return (
        select(*shape(ComponentLine, COMPONENT, **_COUNT))
        .select_from(page)
        .join(COMPONENT, COMPONENT.c.id == page.c.id)
    )


def _is_called(column: ColumnElement[Any], parameter: str) -> Filter:
    """Equal to any of the names given, whatever their case."""
    given = func.unnest(bindparam(parameter, type_=ARRAY(Text())), type_=Text())
    return lambda: func.lower(column).in_(select(func.lower(given)))


_LIST = Listing(
    COMPONENT,
    ComponentLine,
    _lines,
    {"name": Order((func.lower(COMPONENT.c.name), func.lower(COMPONENT.c.vendor)), descending=False)},
    {
        "kind": any_of(COMPONENT.c.kind, "kind"),
        "vendor": _is_called(COMPONENT.c.vendor, "vendor"),
        "name": _is_called(COMPONENT.c.name, "name"),
        "retired": retired(COMPONENT),
    },
    visible=true(),
)


def components() -> Listed:
    return Listed(_LIST)


def _release_lines(page: FromClause) -> Any:
    return select(*shape(ReleaseLine, RELEASE, **_OF)).select_from(page).join(RELEASE, RELEASE.c.id == page.c.id)


_RELEASES = Listing(
    RELEASE,
    ReleaseLine,
    _release_lines,
    {"-version_key": Order((RELEASE.c.version_key,))},
    visible=true(),
    within={
        "id": Within(exists(select(1).select_from(COMPONENT).where(COMPONENT.c.id == ID)), RELEASE.c.component_id == ID)
    },
)


def releases(address: str) -> Listed:
    return Listed(_RELEASES, "id", {"id": id_of(address, "component")}, "component")
