"""A view is one statement, compiled once, that PostgreSQL answers with the JSON of a public schema.

Every statement also says, in a column of its own, whether the sign-in is open and its member active (`known`), and the
version of what it shows. The schema names the columns, so that the two cannot drift; a test holds each answer against
its schema.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Integer,
    Label,
    Select,
    column,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import ScalarSelect

from app.access.visibility import known
from app.core.columns import stored
from app.core.statements import Statement, prepare

Answer = TypeVar("Answer", bound=BaseModel)


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


def one(rows: Select[Any], alias: str = "r") -> ScalarSelect[Any]:
    """The one row as a JSON object; null where there is none."""
    return select(func.row_to_json(literal_column(alias))).select_from(rows.subquery(alias)).scalar_subquery()


def many(rows: Select[Any], alias: str = "r") -> ScalarSelect[Any]:
    """The rows, in their order, as a JSON array."""
    array = func.coalesce(func.json_agg(func.row_to_json(literal_column(alias))), literal_column("'[]'::json"))
    return select(array).select_from(rows.subquery(alias)).scalar_subquery()


def embed(schema: type[BaseModel], source: FromClause | None = None, **given: Any) -> ScalarSelect[Any]:
    """An object made of a table that is already joined."""
    return one(select(*shape(schema, source, **given)).correlate_except(), "e")


def embed_if(present: ColumnElement[Any], schema: type[BaseModel], source: FromClause, **given: Any) -> Any:
    """The same, null where an outer join found nothing (`present` is a column that is null then)."""
    return one(select(*shape(schema, source, **given)).where(present.is_not(None)).correlate_except(), "e")


def elements(document: ColumnElement[Any]) -> tuple[FromClause, ColumnElement[Any], ColumnElement[Any]]:
    """The elements of a JSONB array as rows: what to select from, the element, and its place."""
    kept = (
        func.jsonb_array_elements(document)
        .table_valued(column("value", JSONB()), with_ordinality="place", name="kept")
        .render_derived()
    )
    return kept, kept.c.value, kept.c.place


def view(what: str, rows: Select[Any], version: ColumnElement[Any] | None = None) -> View[Any]:
    """A view of at most one row. `version` is the row's, where the noun has one."""
    shown = rows.add_columns((version if version is not None else null().cast(Integer)).label("shown_version"))
    row = shown.cte("found")
    columns = [column for column in row.c if column.name != "shown_version"]
    return View(
        prepare(
            select(
                known().label("known"),
                one(select(*columns)).label("body"),
                select(row.c.shown_version).scalar_subquery().label("version"),
            )
        ),
        what,
    )
