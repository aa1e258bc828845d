"""Makes a large record of a smaller one, inside PostgreSQL: a million problems in minutes, where writing them one by
one takes an hour.

Everything that lies under a problem is there as many times as asked, each time with ids, numbers and tickets of its
own, its relations among its own kind; the organization (members, sites, components, environments, communities) is
there once. An event's data keeps the ids of the first. The same smaller record gives the same larger one.
"""

import asyncpg
from sqlalchemy import Column, Table

from app.core.columns import metadata
from app.domain.vocabulary import SubjectKind
from benchmarks.generate import settle, unchecked
from benchmarks.making import without_secondary_indexes

_UNDER_A_PROBLEM = (
    "problem",
    "framing",
    "problem_revision",
    "problem_component",
    "affected_mark",
    "solution",
    "solution_revision",
    "solution_component",
    "status_change",
    "validation",
    "comment",
    "comment_revision",
    "action_item",
    "flag",
    "ticket_link",
    "external_reference",
    "event",
)
_KINDS = ", ".join(
    f"'{kind}'"
    for kind in SubjectKind
    if kind in ("problem", "framing", "solution", "validation", "comment", "action_item")
)
_NAMED_BY_KIND = {"subject_id": "subject_kind", "origin_id": "origin_kind"}
_DIGITS = "0123456789abcdef"


async def multiply(dsn: str, times: int) -> None:
    """Turns what stands under problems into `times` as much, as the database's superuser, ready to be measured on."""
    link = await asyncpg.connect(dsn)
    try:
        await unchecked(link)
        await grow(link, times)
        await link.execute("VACUUM (FREEZE, ANALYZE)")
    finally:
        await link.close()


async def grow(link: "asyncpg.Connection[asyncpg.Record]", times: int) -> None:
    """The same (16 times at most), over a connection that checks no foreign keys; statistics are made anew."""
    assert 1 <= times <= len(_DIGITS)
    async with without_secondary_indexes(link):
        await link.execute(_permutations(times))
        for name in _UNDER_A_PROBLEM:
            print(f"  {name}", flush=True)
            await link.execute(_copies(metadata.tables[name]))
    await settle(link)


def _permutations(times: int) -> str:
    """Which digit each of the sixteen becomes in a copy: an id's last digit makes it another's."""
    rows = ", ".join(f"({copy}, '{''.join(_DIGITS[at ^ copy] for at in range(16))}')" for copy in range(1, times))
    return f"CREATE TEMPORARY TABLE copies AS SELECT * FROM (VALUES {rows}) AS c (copy, digits)"


def _copies(table: Table) -> str:
    columns = [
        each for each in table.columns if each.computed is None and (table.name, each.name) != ("event", "position")
    ]
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(map(_value, columns))
    numbered = "JOIN community c ON c.id = t.community_id" if table.name == "problem" else ""
    return f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}" t {numbered} CROSS JOIN copies'


def _value(column: "Column[object]") -> str:
    own = f't."{column.name}"'
    if column.table.name == "problem" and column.name == "number":
        return f"{own} + copies.copy * c.problem_count"
    if column.name == "key" and column.table.name in ("ticket_link", "external_reference"):
        return f"{own} || '-' || copies.copy"
    if (kind := _NAMED_BY_KIND.get(column.name)) is not None:
        return f"CASE WHEN t.{kind} IN ({_KINDS}) THEN {_mapped(own)} ELSE {own} END"
    under = {key.column.table.name for key in column.foreign_keys} & set(_UNDER_A_PROBLEM)
    return _mapped(own) if column.name == "id" or (under and column.name != "community_id") else own


def _mapped(identity: str) -> str:
    digit = f"translate(substr({identity}::text, 36), '{_DIGITS}', copies.digits)"
    return f"overlay({identity}::text PLACING {digit} FROM 36)::uuid"
