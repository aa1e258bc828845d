"""The record that benchmarks run on."""

from datetime import UTC, datetime

import asyncpg

from benchmarks.generate import counts, generate
from tests.derivation import differences
from tests.people import Organization

_UNTIL = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


async def test_a_generated_record_holds_every_constraint_and_is_what_the_rules_say_of_its_evidence(
    organization: Organization,
) -> None:
    link: asyncpg.Connection = organization.link

    await generate(link, 120, until=_UNTIL)

    assert await differences(link) == []
    found = await counts(link)
    assert (found["problem"], found["member"], found["community"]) == (120, 5_000, 200)
    assert 1.3 < found["solution"] / 120 < 1.7
    assert 3 < found["validation"] / 120 < 5
    assert 5 < found["event"] / 120 < 8


async def test_a_generated_record_is_the_same_at_every_run(organization: Organization) -> None:
    link: asyncpg.Connection = organization.link
    seen = []
    for _ in range(2):
        passing = link.transaction()
        await passing.start()
        await generate(link, 20, until=_UNTIL)
        seen.append(await link.fetchval("SELECT md5(string_agg(v::text, '' ORDER BY id)) FROM validation v"))
        await passing.rollback()
    assert seen[0] == seen[1]
