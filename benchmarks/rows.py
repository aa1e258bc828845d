"""Rows on their way into the tables, by COPY."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from asyncpg.pgproto import pgproto
from sqlmodel import SQLModel

from app.core.columns import metadata

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_VARIANT = (7 << 76) | (2 << 62)


def new_id(at: datetime, chance: random.Random) -> UUID:
    """A UUIDv7 of this instant; the same chance gives the same."""
    milliseconds = (at - _EPOCH) // _MILLISECOND
    bits = chance.getrandbits(74)
    whole = (milliseconds << 80) | _VARIANT | ((bits >> 62) << 64) | (bits & ((1 << 62) - 1))
    return pgproto.UUID(whole.to_bytes(16, "big"))  # made and sent several times faster than the standard library's


class Rows:
    """Gathers rows by table and sends them in the order of foreign keys, one transaction a call of `send`."""

    def __init__(self, link: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._link = link
        self._gathered: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in metadata.sorted_tables}
        self._texts: dict[str, list[bytes]] = {}

    def of(self, model: type[SQLModel]) -> list[tuple[Any, ...]]:
        """Where rows of the table are appended: tuples in the order of `columns(model)`."""
        return self._gathered[_name(model)]

    def text(self, model: type[SQLModel], *values: str | None) -> None:
        """A row in the words of the database, for types that have no binary form here."""
        line = "\t".join(r"\N" if value is None else value.replace("\\", "\\\\") for value in values)
        self._texts.setdefault(_name(model), []).append(line.encode() + b"\n")

    async def send(self) -> None:
        async with self._link.transaction():
            await self.copy()

    async def copy(self) -> None:
        """Into a transaction that is open."""
        for table, rows in self._gathered.items():
            if rows:
                await self._link.copy_records_to_table(table, records=rows, columns=_columns(table))
                rows.clear()
            if lines := self._texts.pop(table, None):
                await self._link.copy_to_table(table, source=_Lines(lines), columns=_columns(table))

    def forget(self) -> None:
        """What was gathered is not sent: somebody else does."""
        for rows in self._gathered.values():
            rows.clear()
        self._texts.clear()


class _Lines:
    """Lines as asyncpg takes a source."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines

    def __aiter__(self) -> "_Lines":
        return self

    async def __anext__(self) -> bytes:
        if not self._lines:
            raise StopAsyncIteration
        joined, self._lines = b"".join(self._lines), []
        return joined


def columns(model: type[SQLModel]) -> list[str]:
    """The columns that a row gives; the others are the database's own."""
    return _columns(_name(model))


def _columns(table: str) -> list[str]:
    return [
        column.name
        for column in metadata.tables[table].columns
        if column.server_default is None and column.computed is None
    ]


def _name(model: type[SQLModel]) -> str:
    return str(model.__table__.name)  # type: ignore[attr-defined]
