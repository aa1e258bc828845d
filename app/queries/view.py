"""A view is one statement, compiled once, that PostgreSQL answers with the JSON of a public schema.

Every statement also says, in a column of its own, whether the sign-in is open and its member active (`known`), and the
version of what it shows. The schema names the columns, so that the two cannot drift; a test holds each answer against
its schema.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Label,
    Lateral,
    Select,
    Text,
    case,
    cast,
    column,
    func,
    literal_column,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import ScalarSelect

from app.access.visibility import CALLER, beside_caller
from app.core.columns import stored
from app.core.statements import Statement, prepare

Answer = TypeVar("Answer", bound=BaseModel)
Join: TypeAlias = tuple[FromClause, ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class View(Generic[Answer]):
    """What is shown: a statement whose row is (`known`, `body`, `version`), and the words for 404."""

    statement: Statement
    what: str


@dataclass(frozen=True, slots=True)
class Seen(Generic[Answer]):
    """One thing to show: the view and the values that name the thing."""

    view: View[Answer]
    values: Mapping[str, Any]


def instant(at: ColumnElement[Any]) -> ColumnElement[str]:
    """RFC 3339 in UTC, with six digits."""
    return func.to_char(func.timezone("UTC", at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')


def shape(schema: type[BaseModel], source: FromClause | None = None, **given: Any) -> list[Label[Any]]:
    """The columns of `schema`, in its order: what is given, else the source's column of that name.

    KeyError, at import, for a field that has neither and for what is given beyond the schema."""
    if unknown := given.keys() - schema.model_fields.keys():
        raise KeyError(f"{schema.__name__} has no {sorted(unknown)}")
    columns: list[Label[Any]] = []
    for name in schema.model_fields:
        if name in given:
            column = given[name]
        elif source is not None:
            column = source.c[name]
        else:
            raise KeyError(f"{schema.__name__}.{name}")
        columns.append((instant(column) if isinstance(stored(column.type), DateTime) else column).label(name))
    return columns


@dataclass(frozen=True, slots=True)
class Joined:
    """What is answered of rows that the statement joins. (A scalar subquery is a plan of its own to PostgreSQL, set up
    at every execution and run for every row.)"""

    value: ColumnElement[Any]
    joins: tuple[Join, ...]


def show(
    schema: type[BaseModel],
    source: FromClause,
    rows: FromClause | None = None,
    *,
    beside: Sequence[Join] = (),
    **given: Any,
) -> Select[Any]:
    """The columns of `schema` selected from `rows` (which hold the `source`; else the source itself), with what is
    joined for them, each once. `beside`: outer joins that other parts of the statement speak of."""
    asked = [join for each in given.values() if isinstance(each, Joined) for join in each.joins]
    joined, seen = source if rows is None else rows, set[FromClause]()
    for other, condition in (*beside, *asked):
        if other not in seen:
            seen.add(other)
            joined = joined.join(other, condition, isouter=not isinstance(other, Lateral))
    values = {name: each.value if isinstance(each, Joined) else each for name, each in given.items()}
    return select(*shape(schema, source, **values)).select_from(joined)


def together(
    schema: type[BaseModel],
    source: FromClause | None = None,
    joins: Sequence[Join] = (),
    present: ColumnElement[Any] | None = None,
    **given: Any,
) -> Joined:
    """An object of columns of what is joined; null where `present` is. (Its row has no table of its own, so that
    PostgreSQL takes its columns for what they stand for, and makes no plan for it.)"""
    row = select(*shape(schema, source, **given)).correlate_except().lateral()
    value = func.row_to_json(row.table_valued())
    return Joined(value if present is None else case((present.is_not(None), value)), (*joins, (row, true())))


def one(rows: Select[Any], alias: str = "r") -> ScalarSelect[Any]:
    """The one row as a JSON object; null where there is none."""
    return select(func.row_to_json(literal_column(alias))).select_from(rows.subquery(alias)).scalar_subquery()


def many(rows: Select[Any], alias: str = "r") -> ScalarSelect[Any]:
    """The rows, in their order, as a JSON array."""
    array = func.coalesce(func.json_agg(func.row_to_json(literal_column(alias))), literal_column("'[]'::json"))
    return select(array).select_from(rows.subquery(alias)).scalar_subquery()


def each(rows: Select[Any], alias: str = "r") -> ColumnElement[Any]:
    """The rows, in their order, as an array of JSON objects written out."""
    written = cast(func.row_to_json(literal_column(alias)), Text)
    return func.array(select(written).select_from(rows.subquery(alias)).scalar_subquery())


def embed(schema: type[BaseModel], source: FromClause | None = None, **given: Any) -> ScalarSelect[Any]:
    """An object made of a table that is already joined."""
    return one(select(*shape(schema, source, **given)).correlate_except(), "e")


def elements(document: ColumnElement[Any]) -> tuple[FromClause, ColumnElement[Any], ColumnElement[Any]]:
    """The elements of a JSONB array as rows: what to select from, the element, and its place."""
    kept = (
        func.jsonb_array_elements(document)
        .table_valued(column("value", JSONB()), with_ordinality="place", name="kept")
        .render_derived()
    )
    return kept, kept.c.value, kept.c.place


def view(what: str, rows: Select[Any], version: ColumnElement[Any] | None = None) -> View[Any]:
    """A view of at most one row. `version` is the row's, where the noun has one: a column of what is shown.

    The rows may speak of `CALLER`."""
    row = rows.correlate(CALLER).lateral("found")
    asked = beside_caller(select(literal_column("1")).subquery("asked")).outerjoin(row, true())
    shown = func.row_to_json(row.table_valued())
    number = null().cast(Integer) if version is None else row.c[str(version.key)]
    columns = (CALLER.c.id.is_not(None).label("known"), shown.label("body"), number.label("version"))
    return View(prepare(select(*columns).select_from(asked)), what)
