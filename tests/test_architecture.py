"""Small guards of the house. That imports run downwards is import-linter's, that enums are matched whole is mypy's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.models import tables
from app.models.event import AUDITED
from tests.people import Organization
from tests.prepared import read_statements, statements

APP = Path("app")
INSIDE = [name for name, table in tables.items() if {"open", "community_id"} <= set(table.c.keys())]

_BOUNDARY = re.compile(r"\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE SAVEPOINT)\b")
_MARK = re.compile(
    r"(?i)'[^']*'|[(),]|(?<=\s)(?:WHERE|GROUP|ORDER|HAVING|LIMIT|UNION|RETURNING|WINDOW|FOR|SET|SELECT|INTERSECT|EXCEPT)\b"
)
"""What ends a part of a FROM clause, or may."""


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_only_work_begins_and_commits() -> None:
    found = {
        path.as_posix()
        for path, tree in _sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and _BOUNDARY.match(node.value))
        or (isinstance(node, ast.Attribute) and node.attr == "transaction")
    }
    assert found == {"app/work.py"}


def test_doors_hold_no_statement() -> None:
    for path, tree in _sources():
        if path.parts[1] == "routers":
            called = {
                node.func.id
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert not called & {"select", "insert", "update", "delete", "text", "prepare", "written"}, path


def test_only_http_knows_the_frameworks_errors() -> None:
    for path, tree in _sources():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert path.parts[1] == "http" or "HTTPException" not in names, path


def test_no_statement_joins_two_tables_by_a_comma() -> None:
    for statement in statements():
        assert list(_joined_by_comma(statement.sql)) == [], statement.sql


def _joined_by_comma(sql: str) -> Iterator[str]:
    """What follows a comma in a FROM clause, where it is a table: neither a function's rows nor a LATERAL."""
    for match in re.finditer(r"\bFROM\s", sql):
        if re.search(r"(DISTINCT|EXTRACT\(\s*\w+)\s*$", sql[max(0, match.start() - 40) : match.start()]):
            continue
        depth, last, end = 0, match.end(), len(sql)
        parts: list[str] = []
        for mark in _MARK.finditer(sql, match.end()):
            said = mark.group()
            depth += (said == "(") - (said == ")")
            if depth < 0 or (depth == 0 and said.isalpha()):
                end = mark.start()
                break
            if depth == 0 and said == ",":
                parts.append(sql[last : mark.start()])
                last = mark.end()
        parts.append(sql[last:end])
        yield from (part.strip() for part in parts[1:] if re.match(r'\s*"?(' + "|".join(tables) + r")\b", part))


def test_a_comma_between_tables_would_be_seen() -> None:
    assert list(_joined_by_comma("SELECT 1 FROM problem, solution WHERE true")) == ["solution"]
    assert (
        list(_joined_by_comma("SELECT 1 FROM problem JOIN solution ON f(a, b), jsonb_each(x) WHERE y IN (1, 2)")) == []
    )


OUTSIDE_THE_INSIDE = {
    AUDITED: "what is done to the organization's own belongs to no community; asked for by administrators",
    "event.personal": "sign-ins and invitations belong to no community; asked for oneself and by administrators",
}
FOR_NO_CALLER = {
    "app.queries.outcome": "what came of an import, told to whoever runs the program on its own machine",
}


def test_what_lies_inside_a_community_is_read_through_visibility() -> None:
    read = read_statements(but_of=FOR_NO_CALLER)
    assert len(read) > 100
    unguarded = [statement.sql for statement in read if _reads_inside(statement.sql) and not _guarded(statement.sql)]
    assert unguarded == []


def _reads_inside(sql: str) -> bool:
    return any(re.search(rf'\b(FROM|JOIN) "?{name}\b', sql) for name in INSIDE)


def _guarded(sql: str) -> bool:
    """By `open` and by one's own active memberships, or for a reason that stands above."""
    if any(reason in sql for reason in OUTSIDE_THE_INSIDE):
        return True
    return bool(re.search(r"\.open\b", sql)) and "membership.state = 'active'" in sql


async def test_every_statement_is_one_that_postgresql_can_plan(organization: Organization) -> None:
    prepared = statements()
    assert len(prepared) > 300
    for statement in prepared:
        await organization.link.execute(f"EXPLAIN (GENERIC_PLAN) {statement.sql}")


def test_who_calls_is_always_the_caller_s_own_row() -> None:
    asking = [statement.sql for statement in statements() if "member AS caller" in statement.sql]
    assert asking
    assert [sql for sql in asking if "caller.id = $" not in sql] == []
