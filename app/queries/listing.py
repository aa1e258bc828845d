"""Lists: keyset pages, one statement for each combination of filters and order, made when first asked.

A list over all that one may read of communities' insides is two branches (the open feed's page, and one page for each
of one's memberships) that are merged, so that it stays flat whatever one may see. Pages are always full.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    func,
    lateral,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from app.access.visibility import closed_memberships, known, readable
from app.core.columns import stored
from app.core.statements import Statement, prepare
from app.models import tables
from app.queries.view import many

LIMIT = bindparam("limit", type_=Integer())


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: `keys` end with one that is unique. Every key goes the same way."""

    keys: tuple[ColumnElement[Any], ...]
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page's statement, and the names and types of its keyset."""

    statement: Statement
    keys: tuple[tuple[str, TypeEngine[Any]], ...]


Condition = Callable[[], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Within:
    """The thing a list hangs under: whether the caller may read it, and which rows are its."""

    found: ColumnElement[bool]
    rows: ColumnElement[bool]


@dataclass(frozen=True)
class Listing:
    """What a list shows (`lines`: from the page's ids to the select of the line's columns), its filters (parameter
    name -> condition with a parameter of that name), its orders, and what may be seen of it.

    `visible` is a predicate for what lies in no community's inside; without it the rows are of an inside."""

    table: FromClause
    schema: type[BaseModel]
    lines: Callable[[FromClause], Select[Any]]
    orders: Mapping[str, Order]
    filters: Mapping[str, Condition] = field(default_factory=dict)
    visible: ColumnElement[bool] | None = None
    within: Mapping[str, Within] = field(default_factory=dict)
    narrowing: frozenset[str] = frozenset({"community"})

    @cached_property
    def _pages(self) -> dict[tuple[str | None, frozenset[str], str, bool], Page]:
        return {}

    def page(self, within: str | None, filters: frozenset[str], order: str, *, after: bool) -> Page:
        """The statement for this place, these filters and this order, from the start or after a keyset."""
        asked = (within, filters, order, after)
        made = self._pages.get(asked)
        if made is None:
            place = self.within[within] if within is not None else None
            made = self._pages[asked] = self._make(place, filters, self.orders[order], after)
        return made

    def _make(self, place: Within | None, filters: frozenset[str], order: Order, after: bool) -> Page:
        names = tuple(f"key_{number}" for number in range(len(order.keys)))
        conditions = [self.filters[name]() for name in sorted(filters)]
        if place is not None:
            conditions.append(place.rows)
        if after:
            given = [bindparam(name, type_=key.type) for name, key in zip(names, order.keys, strict=True)]
            ours, theirs = tuple_(*order.keys), tuple_(*given)
            conditions.append(ours < theirs if order.descending else ours > theirs)
        rows = select(self.table.c.id, *(key.label(name) for name, key in zip(names, order.keys, strict=True))).where(
            *conditions
        )

        def ordered(of: Select[Any], keys: Any) -> Select[Any]:
            return of.order_by(*(key.desc() if order.descending else key.asc() for key in keys)).limit(LIMIT + 1)

        if self.visible is not None:
            merged: FromClause = ordered(rows.where(self.visible), order.keys).subquery("merged")
        elif place is not None or filters & self.narrowing:
            merged = ordered(rows.where(readable(self.table)), order.keys).subquery("merged")
        else:
            merged = self._branches(rows, order, lambda of: ordered(of, order.keys))
        page = ordered(select(merged), [merged.c[name] for name in names]).cte("page").prefix_with("MATERIALIZED")
        # PostgreSQL knows that the page is ordered: to ask for its order costs no sort.
        direction = [page.c[name].desc() if order.descending else page.c[name].asc() for name in names]
        last = select(*(page.c[name] for name in names)).order_by(*direction).limit(1).offset(LIMIT - 1).subquery()
        more = select(func.count()).select_from(page).scalar_subquery() > LIMIT
        return Page(
            prepare(
                select(
                    known().label("known"),
                    (literal_column("true") if place is None else place.found).label("found"),
                    many(self.lines(page).order_by(*direction).limit(LIMIT)).label("body"),
                    *last.c,
                ).select_from(select(literal_column("1")).subquery("asked").outerjoin(last, more))
            ),
            tuple(zip(names, (stored(key.type) for key in order.keys), strict=True)),
        )

    def _branches(self, rows: Select[Any], order: Order, ordered: Callable[[Select[Any]], Select[Any]]) -> FromClause:
        feed = ordered(rows.where(self.table.c.open)).cte("feed").prefix_with("MATERIALIZED")
        mine = closed_memberships().subquery("mine")
        inside = lateral(
            ordered(
                rows.where(
                    self.table.c.community_id == mine.c.community_id,
                    within_page(feed, order.keys, descending=order.descending),
                ).correlate(mine)
            ),
            name="inside",
        )
        own = select(*inside.c).select_from(mine.join(inside, literal_column("true")))
        return union_all(select(*feed.c), own).subquery("merged")


_FARTHEST: Mapping[type[Any], tuple[str, str]] = {
    DateTime: ("'-infinity'::timestamptz", "'infinity'::timestamptz"),
    Integer: ("-2147483648", "2147483647"),
    BigInteger: ("-9223372036854775808", "9223372036854775807"),
    Uuid: ("'00000000-0000-0000-0000-000000000000'::uuid", "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"),
}


def within_page(feed: FromClause, keys: Sequence[ColumnElement[Any]], *, descending: bool) -> ColumnElement[bool]:
    """Not beyond the last row of a full page of the open feed (whose key columns follow its `id`): what lies beyond it
    stands on no page that begins where this one does, so no membership need be read farther. Everything, where the
    open feed fills no page."""
    names = [column.name for column in feed.c][1:]
    last = [
        select(feed.c[name])
        .order_by(*(feed.c[each].desc() if descending else feed.c[each].asc() for each in names))
        .limit(1)
        .offset(LIMIT)
        .correlate(None)
        .scalar_subquery()
        for name in names
    ]
    ends = [
        func.coalesce(each, literal_column(_farthest(key, descending=descending)))
        for each, key in zip(last, keys, strict=True)
    ]
    return tuple_(*keys) >= tuple_(*ends) if descending else tuple_(*keys) <= tuple_(*ends)


def _farthest(key: ColumnElement[Any], *, descending: bool) -> str:
    least, greatest = _FARTHEST[type(stored(key.type))]
    return least if descending else greatest


def any_of(column: ColumnElement[Any], parameter: str) -> Condition:
    """Equal to any of the values given."""
    return lambda: column == func.any(bindparam(parameter, type_=ARRAY(column.type)))


def retired(table: FromClause) -> Condition:
    """Retired, or not."""
    return lambda: table.c.retired_at.is_not(None) == bindparam("retired", type_=Boolean())


def in_communities(table: FromClause) -> Condition:
    """In one of the communities given, by id or slug; one that the caller cannot see gives nothing."""
    community = tables["community"]
    return lambda: (
        table.c.community_id
        == func.any(
            func.array(
                select(community.c.id)
                .where(
                    or_(
                        community.c.id == func.any(bindparam("community_ids", type_=ARRAY(Uuid()))),
                        community.c.slug == func.any(bindparam("community_slugs", type_=ARRAY(Text()))),
                    )
                )
                .scalar_subquery()
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One list to show: the listing, where it hangs, and the values that name that place."""

    listing: Listing
    within: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    what: str = "thing"
