"""Rows and changes gathered while a change is made, and sent as one statement whose text depends only on their kinds
(`WITH … INSERT …, … UPDATE …, … DELETE …`); foreign keys among them hold, since they are checked at its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import orjson
from sqlmodel import SQLModel

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
        self._fresh: dict[UUID, SQLModel] = {}
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
            self._fresh[identity] = row

    def alter(
        self, model: type[SQLModel], identity: Identity, values: Mapping[str, Any], *, owned: bool, dated: bool
    ) -> None:
        """`owned`: the version moves; `dated`: the time of update does; where the table has them."""
        fresh = self._fresh.get(identity) if isinstance(identity, UUID) else None
        if fresh is not None and type(fresh) is model:
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
        inserts = [(model, [_values(row) for row in rows]) for model, rows in self._added.items()]
        grouped: dict[Group, list[dict[str, Any]]] = {}
        for (model, identity), change in self._changed.items():
            columns = _columns(model)
            owned, dated = change.owned and "version" in columns, change.dated and "updated_at" in columns
            group = (model, tuple(sorted(change.values)), owned, dated)
            grouped.setdefault(group, []).append({_key(model): identity, "updated_at": now, **change.values})
        text = _statement(tuple(model for model, _ in inserts), tuple(grouped), tuple(self._removed))
        arguments: list[Any] = [_json(rows) for _, rows in inserts]
        arguments += [_json(rows) for rows in grouped.values()]
        arguments += list(self._removed.values())
        return text, arguments


@cache
def _columns(model: type[SQLModel]) -> tuple[str, ...]:
    """The columns that we write; those that the database gives by itself are left to it."""
    table = model.__table__  # type: ignore[attr-defined]
    return tuple(column.name for column in table.columns if column.server_default is None)


@cache
def _key(model: type[SQLModel]) -> str:
    """The column that a row is known by."""
    (column,) = model.__table__.primary_key.columns  # type: ignore[attr-defined]
    return str(column.name)


def _values(row: SQLModel) -> dict[str, Any]:
    held = row.__dict__
    return {name: held[name] for name in _columns(type(row))}


def _json(rows: list[dict[str, Any]]) -> str:
    return orjson.dumps(rows, default=_as_json).decode()


def _as_json(value: object) -> str:
    if isinstance(value, UUID):  # asyncpg gives a subclass
        return str(value)
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


@cache
def _statement(
    added: tuple[type[SQLModel], ...],
    changed: tuple[Group, ...],
    removed: tuple[type[SQLModel], ...],
) -> str:
    parts: list[str] = []
    for model in added:
        table, columns = _table(model), ", ".join(f'"{name}"' for name in _columns(model))
        rows = f"json_populate_recordset(NULL::{table}, ${len(parts) + 1}::json)"
        parts.append(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {rows}")
    for model, names, owned, dated in changed:
        table = _table(model)
        settings = [f'"{name}" = given."{name}"' for name in names if name != "updated_at"]
        if dated:
            settings.append("updated_at = given.updated_at")
        if owned:
            settings.append("version = held.version + 1")
        rows = f"json_populate_recordset(NULL::{table}, ${len(parts) + 1}::json) AS given"
        key = _key(model)
        parts.append(f'UPDATE {table} AS held SET {", ".join(settings)} FROM {rows} WHERE held."{key}" = given."{key}"')
    parts.extend(
        f"DELETE FROM {_table(model)} WHERE id = ANY(${number}::uuid[])"
        for number, model in enumerate(removed, start=len(parts) + 1)
    )
    steps = ", ".join(f"step{number} AS ({part})" for number, part in enumerate(parts))
    return f"WITH {steps} SELECT"


def _table(model: type[SQLModel]) -> str:
    return f'"{model.__table__.name}"'  # type: ignore[attr-defined]
