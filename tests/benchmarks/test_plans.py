"""How PostgreSQL goes about what is read, on a generated record: what grows is never read whole, and never sorted.

The plans are the generic ones that the read pool runs on. The record has a hundred thousand problems: a sixteenth of it
is generated, and multiplied by the database.
"""

import importlib
import inspect
import os
import pkgutil
from collections.abc import AsyncIterator, Iterator, Mapping
from types import ModuleType
from typing import Any

import asyncpg
import orjson
import pytest

import app.queries
from app.core.cluster import ROLE, SUPERUSER
from app.core.statements import Statement
from app.models import tables
from app.queries import events, me
from app.queries.listing import Listed, Listing
from app.queries.view import View
from benchmarks.estate import READER_OF_MANY
from benchmarks.generate import generate, unchecked
from benchmarks.multiplying import grow
from benchmarks.programs import work_beside
from tests.conftest import SERVER, TEMPLATE

_PROBLEMS, _TIMES = 6_250, 16
_STAYS_SMALL = frozenset(
    {
        "api_token",
        "community",
        "community_objective",
        "component",
        "connector",
        "consumer",
        "environment",
        "environment_component",
        "environment_keeper",
        "flag",
        "identity",
        "imported",
        "installation",
        "invitation",
        "member",
        "objective",
        "process_version",
        "release",
        "site",
        "webhook",
    }
)
"""What an organization has thousands of at most; the others grow for as long as it works. (Flags, invitations
and tokens grow too, but the record has none.)"""
_GROWS = frozenset(tables) - _STAYS_SMALL
_LIMIT = 50


@pytest.fixture
async def record(worker_id: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection to a database of its own that holds a generated record."""
    name, server = f"alliance_record_{worker_id}", os.environ[SERVER].replace(f"//{ROLE}@", f"//{SUPERUSER}@")
    owner = await asyncpg.connect(server)
    await owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    head, _, query = server.partition("?")
    link = await asyncpg.connect(f"{head.rpartition('/')[0]}/{name}?{query}")
    try:
        await unchecked(link)
        await generate(link, _PROBLEMS)
        await grow(link, _TIMES)
        await work_beside(link)
        await link.execute("SET plan_cache_mode = force_generic_plan; SET jit = off")
        yield link
    finally:
        await link.close()
        await owner.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await owner.close()


async def test_nothing_that_grows_is_read_whole_or_passed_by_or_sorted_beyond_a_page_a_membership(
    record: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    found = []
    for name, statement in _statements():
        plan = await _plan(record, statement, {}, "FORMAT JSON")
        whole = {node["Relation Name"] for node in _nodes(plan) if node["Node Type"] == "Seq Scan"}
        found += [f"{name} reads {table} whole" for table in sorted(whole & _GROWS)]
    reader = await record.fetchrow(
        "SELECT i.member_id AS me, s.id AS sign_in, (SELECT count(*) FROM membership WHERE member_id = i.member_id)"
        " AS memberships FROM identity i JOIN sign_in s USING (member_id) WHERE email = $1",
        f"member{READER_OF_MANY}@example.org",
    )
    assert reader is not None
    most = (reader["memberships"] + 1) * (_LIMIT + 1)
    # A community and a component of it that have far more problems than a page.
    largest = await record.fetchrow(
        "SELECT slug, component_id AS component FROM problem_component p JOIN community c ON c.id = p.community_id"
        " GROUP BY slug, component_id ORDER BY count(*) DESC LIMIT 1"
    )
    assert largest is not None
    values = {
        "me": reader["me"],
        "sign_in": reader["sign_in"],
        "limit": _LIMIT,
        "clock_offset": "0",
        "slug": largest["slug"],
        "community_slugs": f"{{{largest['slug']}}}",
        "component": f"{{{largest['component']}}}",
    }
    for name, statement in (*_lists(), *_of_a_community()):
        plan = await _plan(record, statement, values, "ANALYZE, FORMAT JSON")
        found += [
            f"{name} sorts {rows:.0f} rows"
            for node in _nodes(plan)
            if node["Node Type"] == "Sort" and (rows := node["Plans"][0]["Actual Rows"]) > most
        ]
    largest = await record.fetchrow(
        "SELECT webhook_id, array_agg(subject_id ORDER BY id) AS subjects FROM webhook_delivery GROUP BY webhook_id"
        " ORDER BY count(*) DESC LIMIT 1"
    )
    assert largest is not None
    values |= {"id": largest["webhook_id"], "state": "{failed}", "subject": f"{{{largest['subjects'][0]}}}"}
    for name, statement in _by_an_index():
        plan = await _plan(record, statement, values, "ANALYZE, FORMAT JSON")
        passed = sum(node.get("Rows Removed by Filter", 0) * node["Actual Loops"] for node in _nodes(plan))
        found += [f"{name} passes {passed:.0f} rows by"] if passed > _LIMIT else []
    assert not found, "\n".join(found)


def _statements() -> Iterator[tuple[str, Statement]]:
    """Every view, and every list with each filter by itself, from its start and from a place within."""
    for place, view in _made(View):
        yield place, view.statement
    yield from _lists(filtered=True)
    for filters in (frozenset[str](), *map(frozenset, ({"kind"}, {"subject"}, {"community"}))):
        for newest in (False, True):
            yield f"events {sorted(filters)}", events.page(filters, newest=newest, after=True)
    yield "home", me.home().view.statement


def _lists(*, filtered: bool = False) -> Iterator[tuple[str, Statement]]:
    """The lists over all that one may read; with `filtered` also those that hang under something, and each filter."""
    whole = [id(listed.listing) for listed in _without_place()]
    for place, listing in _made(Listing):
        for within in (*(listing.within if filtered else ()), *([None] if id(listing) in whole else [])):
            for filters in (frozenset[str](), *(frozenset({name}) for name in listing.filters if filtered)):
                for order in listing.orders:
                    for after in (False, True) if filtered else (False,):
                        page = listing.page(within, filters, order, after=after)
                        yield f"{place} within {within} by {order}, {sorted(filters)}", page.statement


def _of_a_community() -> Iterator[tuple[str, Statement]]:
    """The lists of one community, which is named by a filter or by the place, and of one component in it."""
    for place, listing in _made(Listing):
        named: list[tuple[str | None, set[str]]] = []
        named += [(None, {"community"})] if "community" in listing.filters and listing.visible is None else []
        named += [("slug", set())] if "slug" in listing.within else []
        for within, filters in named:
            for more in (set[str](), *([{"component"}] if place.startswith("problems.") else [])):
                for order in listing.orders:
                    page = listing.page(within, frozenset(filters | more), order, after=False)
                    yield f"{place} within {within} by {order}, {sorted(filters | more)}", page.statement


def _by_an_index() -> Iterator[tuple[str, Statement]]:
    """The lists filtered by what few rows may have, that have an index for it."""
    for place, listing in _made(Listing):
        for (name, order), path in listing.paths.items():
            for within in listing.within or (None,) if path.table is listing.table else ():
                page = listing.page(within, frozenset({name}), order, after=False)
                yield f"{place} within {within} by {order}, {name}", page.statement


def _without_place() -> Iterator[Listed]:
    """What the public functions without parameters list."""
    for module in _modules():
        for function in filter(inspect.isfunction, vars(module).values()):
            signature = inspect.signature(function)
            if signature.return_annotation is Listed and not signature.parameters:
                yield function()


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(app.queries.__path__):
        yield importlib.import_module(f"app.queries.{module.name}")


def _made(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    for module in _modules():
        for name, value in vars(module).items():
            held = value if isinstance(value, dict) else {"": value}
            for key, each in held.items():
                if isinstance(each, kind):
                    yield f"{module.__name__.rpartition('.')[2]}.{name} {key}".rstrip(), each


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


async def _plan(
    link: "asyncpg.Connection[asyncpg.Record]", statement: Statement, values: Mapping[str, Any], how: str
) -> dict[str, Any]:
    """The generic plan of a statement; parameters that have no value are null, which does not change it."""
    given = ", ".join(f"'{values[name]}'" if name in values else "NULL" for name in statement.names)
    await link.execute(f"PREPARE asked AS {statement.sql}")
    try:
        plan = await link.fetchval(f"EXPLAIN ({how}) EXECUTE asked ({given})")
    finally:
        await link.execute("DEALLOCATE asked")
    return dict(orjson.loads(plan)[0]["Plan"])
