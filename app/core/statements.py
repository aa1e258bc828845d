"""SQLAlchemy Core writes a statement once; asyncpg runs its text.

Constants stand in the text, so that partial indexes and constant folding work; only parameters named without a value
(`bindparam("id", type_=Uuid())`) are sent with each execution.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

from asyncpg import Connection, Record
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import BindParameter
from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg
from sqlalchemy.sql.expression import ClauseElement

Link: TypeAlias = "Connection[Record] | PoolConnectionProxy[Record]"


class _ConstantsInText(PGCompiler_asyncpg):
    def visit_bindparam(self, bindparam: BindParameter[Any], *args: Any, **options: Any) -> str:
        options["literal_binds"] = options.get("literal_binds", False) or not bindparam.required
        return str(super().visit_bindparam(bindparam, *args, **options))  # type: ignore[no-untyped-call]


class _Dialect(PGDialect_asyncpg):
    statement_compiler = _ConstantsInText
    supports_statement_cache = True


_DIALECT = _Dialect()  # type: ignore[no-untyped-call]


class Statement:
    """A text for PostgreSQL and the names of its parameters in their order."""

    def __init__(self, sql: str, names: tuple[str, ...]) -> None:
        self._sql, self._names = sql, names

    @property
    def sql(self) -> str:
        return self._sql

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    async def row(self, link: Link, values: Mapping[str, Any]) -> Record | None:
        return await link.fetchrow(self.sql, *[values[name] for name in self.names])

    async def rows(self, link: Link, values: Mapping[str, Any]) -> list[Record]:
        return await link.fetch(self.sql, *[values[name] for name in self.names])


_NAMED = re.compile(r"(?<!:):([a-z_]+)\b")


def written(template: str, **fragments: ClauseElement) -> Statement:
    """A statement that is clearer as SQL than as Core: parameters stand as `:name`, and `{name}` is where a fragment
    written in Core (a predicate of visibility, say) goes."""
    parts = {name: _fragment(clause) for name, clause in fragments.items()}
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return Statement(_NAMED.sub(numbered, template.format(**parts)), tuple(names))


def _fragment(clause: ClauseElement) -> str:
    dialect = _Dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    return f"({clause.compile(dialect=dialect)})"


_NUMBERED = re.compile(r"\$(\d+)")


def beside(columns: str, **parts: Statement) -> Statement:
    """Statements of one row each as one: `columns` selected from them, by their names. A parameter that several have
    is sent once."""
    names = list(dict.fromkeys(name for part in parts.values() for name in part.names))

    def renumbered(part: Statement) -> str:
        return _NUMBERED.sub(lambda found: f"${names.index(part.names[int(found.group(1)) - 1]) + 1}", part.sql)

    sources = " CROSS JOIN ".join(f"({renumbered(part)}) AS {name}" for name, part in parts.items())
    return Statement(f"SELECT {columns} FROM {sources}", tuple(names))


class _InCore(Statement):
    """Written out when it is first asked for: all of them together would take a good part of a start."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause

    @property
    def sql(self) -> str:
        return self._written.sql

    @property
    def names(self) -> tuple[str, ...]:
        return self._written.names

    @cached_property
    def _written(self) -> Statement:
        compiled = self._clause.compile(dialect=_DIALECT)
        assert isinstance(compiled, _ConstantsInText)
        del self._clause
        return Statement(str(compiled), tuple(compiled.positiontup or ()))


def prepare(clause: ClauseElement) -> Statement:
    return _InCore(clause)
