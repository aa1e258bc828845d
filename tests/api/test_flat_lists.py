"""Lists over all that one may read touch a page's worth of rows, however many there are and whatever one is in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest

from app.core.statements import Statement
from app.queries import action_items, events, problems, ticket_links
from tests.people import Organization, Person, found_community

ROWS = 1500
LIMIT = 10
COMMUNITIES = 3
FEED = events.page(frozenset(), newest=False, after=False)
BACKWARD = events.page(frozenset(), newest=True, after=False)


MANY = {
    "event": "INSERT INTO event (id, kind, subject_kind, subject_id, actor_id, at, community_id, open, personal, data)"
    " SELECT gen_random_uuid(), 'problem.changed', 'problem', gen_random_uuid(), $1, now(), id, open, false, '{}'"
    " FROM community, generate_series(1, $2::integer)",
    "action_item": "INSERT INTO action_item (id, version, created_at, updated_at, community_id, open, title, maker_id,"
    " due_on, state) SELECT gen_random_uuid(), 1, now(), now(), id, open, 'x', $1, date '2026-01-01' + number, 'open'"
    " FROM community, generate_series(1, $2::integer) AS number",
    "problem": "INSERT INTO problem (id, version, created_at, updated_at, community_id, open, number, author_id, title,"
    " statement, severity, form, revision, state, root_id) SELECT made, 1, at, at, id, open, number, $1, 'x', 'x',"
    " 'low', 'structured', 1, 'open', made FROM (SELECT id, open, number, md5(id::text || number)::uuid AS made,"
    " now() - number * interval '1 minute' AS at FROM community, generate_series(1, $2::integer) AS number) AS given",
}


TICKETS = """
    INSERT INTO ticket_link (id, version, created_at, updated_at, community_id, open, problem_id, subject_kind,
                             subject_id, system, key, made_by_id)
    SELECT gen_random_uuid(), 1, created_at, created_at, community_id, open, id, 'problem', id, 'rt', 'T-' || number,
           author_id FROM problem
"""
"""For each number one in each community."""


def _list(listed: Any, order: str, *filters: str) -> Statement:
    statement = listed.listing.page(None, frozenset(filters), order, after=False).statement
    assert isinstance(statement, Statement)
    return statement


def _scans(plan: dict[str, Any], table: str) -> Iterator[float]:
    """How many rows of the table each node of the plan looked at."""
    if plan.get("Relation Name") == table:
        looked = (
            plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        )
        yield looked * plan["Actual Loops"]
    for below in plan.get("Plans", []):
        yield from _scans(below, table)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("event", FEED),
        ("event", BACKWARD),
        ("action_item", _list(action_items.all_readable(), "due_on")),
        ("problem", _list(problems.all_readable(), "-created_at")),
    ],
)
async def test_a_member_of_large_communities_reads_a_page_and_no_more(
    organization: Organization, table: str, statement: Statement
) -> None:
    ann = await organization.member("Ann")
    for visibility in ("open", "listed", "private"):
        await found_community(ann, slug=visibility, visibility=visibility)
    link = organization.link
    await link.execute(MANY[table], ann.id, ROWS)
    await link.execute(f"ANALYZE {table}; ANALYZE community; ANALYZE membership")
    await organization.settled()
    looked = [*_scans(await _plan(organization, ann, statement), table)]
    assert looked
    assert sum(looked) <= (COMMUNITIES + 1) * (LIMIT + 1) + LIMIT


@pytest.mark.parametrize(
    ("statement", "parameter"),
    [
        (_list(problems.all_readable(), "-created_at", "ticket"), "ticket"),
        (_list(problems.all_readable(), "-updated_at", "ticket"), "ticket"),
        (_list(ticket_links.all_readable(), "-created_at", "key"), "key"),
    ],
)
async def test_what_a_ticket_is_linked_to_is_found_without_looking_at_what_others_are(
    organization: Organization, statement: Statement, parameter: str
) -> None:
    ann = await organization.member("Ann")
    for visibility in ("open", "listed", "private"):
        await found_community(ann, slug=visibility, visibility=visibility)
    await organization.link.execute(MANY["problem"], ann.id, ROWS)
    await organization.link.execute(TICKETS)
    await organization.link.execute("ANALYZE problem; ANALYZE ticket_link; ANALYZE community; ANALYZE membership")
    plan = await _plan(organization, ann, statement, **{parameter: ["T-7", "T-1400"]})
    found = COMMUNITIES * 2
    looked = [*_scans(plan, "problem"), *_scans(plan, "ticket_link")]
    assert found <= sum(looked) <= 2 * (COMMUNITIES + 1) * found


async def _plan(organization: Organization, person: Person, statement: Statement, **more: Any) -> dict[str, Any]:
    """As the read pool runs it."""
    values = {"me": person.id, "sign_in": person.sign_in_id, "clock_offset": timedelta(0), "limit": LIMIT, **more}
    async with organization.house.database.read.taken() as reading:
        told = await reading.fetchval(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.sql}", *[values[name] for name in statement.names]
        )
    return dict(orjson.loads(told)[0]["Plan"])
