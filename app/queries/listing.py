"""Lists: keyset pages, one statement for each combination of filters and order, made when first asked.

A list over all that one may read of communities' insides is two branches (the open feed's page, and one page for each
of one's memberships) that are merged, so that it stays flat whatever one may see; of communities that are named, it is
a page of each. Pages are always full.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    CompoundSelect,
    DateTime,
    FromClause,
    Integer,
    Join,
    Select,
    Text,
    Uuid,
    bindparam,
    func,
    lateral,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from app.access.visibility import closed_memberships, inside_readable, known, readable
from app.core.columns import stored
from app.core.statements import Statement, prepare
from app.models import tables
from app.models.event import TransactionId
from app.queries.view import many

LIMIT = bindparam("limit", type_=Integer())
MOST = 100
"""What `limit` may be at most."""
COMMUNITY = "community"
"""The filter by communities: a page of each of them is read."""
_COMMUNITIES = tables["community"]


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
    """The thing a list hangs under: whether the caller may read it, and which rows are its; its id, where it is a
    community."""

    found: ColumnElement[bool]
    rows: ColumnElement[bool]
    community: ColumnElement[Any] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A table that holds what a filter asks for in the order of the list, so that no other rows are walked: the values
    asked for, the thing and the order's keys. It is the list's own, where that has an index for it; or it lies in a
    community's inside, as the things do, by columns of the same names."""

    table: FromClause
    parameter: str
    value: ColumnElement[Any]
    thing: ColumnElement[Any]
    keys: tuple[ColumnElement[Any], ...]


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
    paths: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    """By filter and order; of several that fit, the first is walked."""

    @cached_property
    def _pages(self) -> dict[tuple[str | None, frozenset[str], str, bool], Page]:
        return {}

    def page(self, within: str | None, filters: frozenset[str], order: str, *, after: bool) -> Page:
        """The statement for this place, these filters and this order, from the start or after a keyset."""
        asked = (within, filters, order, after)
        made = self._pages.get(asked)
        if made is None:
            place = self.within[within] if within is not None else None
            path = next((each for (name, by), each in self.paths.items() if by == order and name in filters), None)
            if path is not None and place is not None and place.community is None and path.table is not self.table:
                path = None
            made = self._pages[asked] = self._make(place, filters, self.orders[order], after, path)
        return made

    def _make(
        self, place: Within | None, filters: frozenset[str], order: Order, after: bool, path: Path | None
    ) -> Page:
        names = tuple(f"key_{number}" for number in range(len(order.keys)))
        keys = order.keys if path is None else path.keys
        of_communities = place is None and self.visible is None and COMMUNITY in filters
        walked = {path.parameter if path is not None else None, COMMUNITY if of_communities else None}
        conditions = [self.filters[name]() for name in sorted(filters - walked)]
        table = source = self.table if path is None else path.table
        if path is not None and conditions and table is not self.table:
            source = path.table.join(self.table, self.table.c.id == path.thing)
        if place is not None:
            conditions.append(place.rows if table is self.table else table.c.community_id == place.community)
        if after:
            given = [bindparam(name, type_=key.type) for name, key in zip(names, keys, strict=True)]
            ours, theirs = tuple_(*keys), tuple_(*given)
            conditions.append(ours < theirs if order.descending else ours > theirs)
        thing = self.table.c.id if path is None else path.thing
        labelled = (key.label(name) for name, key in zip(names, keys, strict=True))
        rows = select(thing.label("id"), *labelled).select_from(source).where(*conditions)

        def ordered(of: Select[Any], by: Any = keys) -> Select[Any]:
            return of.order_by(*(key.desc() if order.descending else key.asc() for key in by)).limit(LIMIT + 1)

        def pages(beside: FromClause | None, *where: ColumnElement[bool]) -> Select[Any]:
            """A page for each row of `beside` and each value of the path; what fits several values is there once."""
            if path is None:
                return ordered(rows.where(*where)) if beside is None else for_each(beside, ordered(rows.where(*where)))
            asked = func.unnest(bindparam(path.parameter, type_=ARRAY(path.value.type)))
            values = select(asked.label("value")).distinct().subquery()
            across = values if beside is None else beside.join(values, true())
            return for_each(across, ordered(rows.where(path.value == values.c.value, *where))).distinct()

        def merged(several: Select[Any] | CompoundSelect[Any]) -> Select[Any]:
            of = several.subquery("merged")
            return ordered(select(of), [of.c[name] for name in names])

        if self.visible is not None or place is not None:
            found = pages(None, readable(table) if self.visible is None else self.visible)
            found = found if path is None else merged(found)
        elif of_communities:
            communities = named_communities().subquery("named")
            found = merged(pages(communities, table.c.community_id == communities.c.id))
        else:
            shown = pages(None, table.c.open)
            feed = ordered(shown, list(shown.selected_columns)[1:]).cte("feed").prefix_with("MATERIALIZED")
            mine = closed_memberships().subquery("mine")
            near = within_page(feed, keys, descending=order.descending)
            own = pages(mine, table.c.community_id == mine.c.community_id, near)
            found = merged(union_all(select(*feed.c), own))
        page = cut(found, descending=order.descending)
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


def for_each(beside: FromClause, page: Select[Any]) -> Select[Any]:
    """The page of each row of `beside`, that its conditions name."""
    found = lateral(page.correlate(*_tables(beside)), name="found")
    return select(*found.c).select_from(beside.join(found, true()))


def _tables(rows: FromClause) -> list[FromClause]:
    return [rows.left, rows.right] if isinstance(rows, Join) else [rows]


def cut(page: Select[Any], *, descending: bool) -> CTE:
    """A page in the order of its keys, which follow its `id`, kept. Its length is a parameter, which a plan made once
    takes for a tenth of all there is; the constant says what a page is, so that what it names is looked up one by one,
    however much there is."""
    rows = page.subquery("cut")
    keys = [column.desc() if descending else column.asc() for column in list(rows.c)[1:]]
    return select(rows).order_by(*keys).limit(MOST + 1).cte("page").prefix_with("MATERIALIZED")


_FARTHEST: Mapping[type[Any], tuple[str, str]] = {
    DateTime: ("'-infinity'::timestamptz", "'infinity'::timestamptz"),
    Integer: ("-2147483648", "2147483647"),
    TransactionId: ("'0'::xid8", "'18446744073709551615'::xid8"),
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


def named_communities() -> Select[Any]:
    """The communities that a filter names, by id or slug; one whose inside the caller may not read gives nothing."""
    return select(_COMMUNITIES.c.id).where(_named(), inside_readable(_COMMUNITIES))


def in_communities(table: FromClause) -> Condition:
    """In one of the communities given, by id or slug; one that the caller cannot see gives nothing."""
    return lambda: (
        table.c.community_id == func.any(func.array(select(_COMMUNITIES.c.id).where(_named()).scalar_subquery()))
    )


def _named() -> ColumnElement[bool]:
    return or_(
        _COMMUNITIES.c.id == func.any(bindparam("community_ids", type_=ARRAY(Uuid()))),
        _COMMUNITIES.c.slug == func.any(bindparam("community_slugs", type_=ARRAY(Text()))),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One list to show: the listing, where it hangs, and the values that name that place."""

    listing: Listing
    within: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    what: str = "thing"
