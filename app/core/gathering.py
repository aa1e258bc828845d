"""Rows and changes gathered while a change is made, and sent as one statement whose text depends only on their kinds
(`WITH … INSERT …, … UPDATE …, … DELETE …`); foreign keys among them hold, since they are checked at its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import orjson
from sqlalchemy import JSON
from sqlalchemy.types import UserDefinedType
from sqlmodel import SQLModel

from app.core.columns import stored

Identity: TypeAlias = UUID | bytes
"""What a row is known by: its id, or the digest that stands for it."""

Group: TypeAlias = tuple[type[SQLModel], tuple[str, ...], bool, bool]
"""Changes of one kind: the table, the columns, and whether version and time of update move."""


@dataclass(slots=True)
class _Change:
    values: dict[str, Any] = field(default_factory=dict)
    owned: bool = False
    dated: bool = False


class Gathering:
    """What is to be sent. A change of a row that is itself still to be sent goes into that row."""

    def __init__(self) -> None:
        self._added: dict[type[SQLModel], list[SQLModel]] = {}
        self._fresh: dict[tuple[type[SQLModel], UUID], SQLModel] = {}
        self._changed: dict[tuple[type[SQLModel], Identity], _Change] = {}
        self._removed: dict[type[SQLModel], list[UUID]] = {}

    def __bool__(self) -> bool:
        return bool(self._added or self._changed or self._removed)

    @property
    def added(self) -> int:
        """How many rows are new."""
        return sum(map(len, self._added.values()))

    def add(self, row: SQLModel) -> None:
        self._added.setdefault(type(row), []).append(row)
        if isinstance(identity := getattr(row, "id", None), UUID):
            self._fresh[type(row), identity] = row

    def alter(
        self, model: type[SQLModel], identity: Identity, values: Mapping[str, Any], *, owned: bool, dated: bool
    ) -> None:
        """`owned`: the version moves; `dated`: the time of update does; where the table has them."""
        fresh = self._fresh.get((model, identity)) if isinstance(identity, UUID) else None
        if fresh is not None:
            fresh.__dict__.update(values)  # the columns of a row stand there, and nowhere else
            return
        change = self._changed.setdefault((model, identity), _Change())
        change.values.update(values)
        change.owned = change.owned or owned
        change.dated = change.dated or dated

    def remove(self, model: type[SQLModel], identity: UUID) -> None:
        self._removed.setdefault(model, []).append(identity)

    def statement(self, now: datetime | None) -> tuple[str, list[Any]]:
        """The text, the same for the same kinds, and its arguments."""
        inserts = [(model, [row.__dict__ for row in rows]) for model, rows in self._added.items()]
        grouped: dict[Group, list[dict[str, Any]]] = {}
        for (model, identity), change in self._changed.items():
            columns = _columns(model)
            owned, dated = change.owned and "version" in columns, change.dated and "updated_at" in columns
            group = (model, tuple(sorted(change.values)), owned, dated)
            grouped.setdefault(group, []).append({_key(model): identity, "updated_at": now, **change.values})
        text = _statement(
            tuple((model, len(rows) == 1) for model, rows in inserts),
            tuple((group, len(rows) == 1) for group, rows in grouped.items()),
            tuple(self._removed),
        )
        arguments: list[Any] = []
        for model, rows in inserts:
            arguments += _arguments(model, _columns(model), rows)
        for group, rows in grouped.items():
            arguments += _arguments(group[0], _sent(group), rows)
        arguments += self._removed.values()
        return text, arguments


@cache
def _columns(model: type[SQLModel]) -> tuple[str, ...]:
    """The columns that we write. Those that the database gives by itself, which a row holds nothing of, are left to it;
    where a row has a default of its own, the database's is for programs that do not know the column yet."""
    table = model.__table__  # type: ignore[attr-defined]
    fields = model.model_fields
    return tuple(
        column.name
        for column in table.columns
        if column.server_default is None or fields[column.name].default is not None
    )


@cache
def _key(model: type[SQLModel]) -> str:
    """The column that a row is known by."""
    (column,) = model.__table__.primary_key.columns  # type: ignore[attr-defined]
    return str(column.name)


def _sent(group: Group) -> tuple[str, ...]:
    """What is sent of each change of a kind: the new values, and what the row is known by."""
    model, names, _, dated = group
    changed = [name for name in names if name != "updated_at"]
    return (*changed, *(["updated_at"] if dated else []), _key(model))


def _arguments(model: type[SQLModel], names: tuple[str, ...], rows: list[dict[str, Any]]) -> list[Any]:
    """One row as its values, which PostgreSQL plans once and for good; several as one JSON document, so that their
    number does not stand in the text."""
    if len(rows) == 1:
        (row,) = rows
        documents = _documents(model)
        return [_json(row[name]) if name in documents and row[name] is not None else row[name] for name in names]
    return [_json([{name: row[name] for name in names} for row in rows])]


@cache
def _documents(model: type[SQLModel]) -> frozenset[str]:
    columns = model.__table__.columns  # type: ignore[attr-defined]
    return frozenset(column.name for column in columns if isinstance(stored(column.type), JSON))


def _json(document: Any) -> str:
    return orjson.dumps(document, default=_as_json).decode()


def _as_json(value: object) -> str:
    if isinstance(value, UUID):  # asyncpg gives a subclass
        return str(value)
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


@cache
def _statement(
    added: tuple[tuple[type[SQLModel], bool], ...],
    changed: tuple[tuple[Group, bool], ...],
    removed: tuple[type[SQLModel], ...],
) -> str:
    """`True` beside a kind: it is one row, whose values are parameters."""
    parts: list[str] = []
    number = 1
    for model, alone in added:
        table, columns = _table(model), ", ".join(f'"{name}"' for name in _columns(model))
        if alone:
            values = _parameters(model, _columns(model), number)
            parts.append(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(values)})")
            number += len(values)
        else:
            rows = f"json_populate_recordset(NULL::{table}, ${number}::json)"
            parts.append(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {rows}")
            number += 1
    for group, alone in changed:
        model, names = group[0], _sent(group)
        table, key = _table(model), names[-1]
        values = _parameters(model, names, number) if alone else [f'given."{name}"' for name in names]
        settings = [f'"{name}" = {value}' for name, value in zip(names[:-1], values[:-1], strict=True)]
        if group[2]:
            settings.append("version = held.version + 1")
        source = "" if alone else f" FROM json_populate_recordset(NULL::{table}, ${number}::json) AS given"
        parts.append(f'UPDATE {table} AS held SET {", ".join(settings)}{source} WHERE held."{key}" = {values[-1]}')
        number += len(names) if alone else 1
    for model in removed:
        parts.append(f"DELETE FROM {_table(model)} WHERE id = ANY(${number}::uuid[])")
        number += 1
    steps = ", ".join(f"step{place} AS ({part})" for place, part in enumerate(parts))
    return f"WITH {steps} SELECT"


def _parameters(model: type[SQLModel], names: tuple[str, ...], first: int) -> list[str]:
    """Each takes the type of its column, so that a text too long is refused; a type that asyncpg does not know goes
    as text."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    return [
        f"${number}" + (f"::text::{kind.get_col_spec()}" if isinstance(kind, UserDefinedType) else "")
        for number, kind in enumerate((stored(columns[name].type) for name in names), start=first)
    ]


def _table(model: type[SQLModel]) -> str:
    return f'"{model.__table__.name}"'  # type: ignore[attr-defined]
