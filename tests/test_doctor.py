"""`doctor` on a live database: well where all is well, and each promise that is broken is named."""

import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from app.core.settings import Settings
from app.doctor import Finding, examine
from tests.people import Organization, found_community


async def _findings(settings: Settings, dsn: str, **more: Any) -> dict[str, Finding]:
    given = settings.model_copy(update={"database_url": SecretStr(dsn), **more})
    return {finding.about: finding async for finding in examine(given)}


@pytest.mark.usefixtures("organization")
async def test_all_is_well_but_what_tests_do_without(database_url: str, settings: Settings) -> None:
    found = await _findings(settings, database_url)
    assert {about for about, finding in found.items() if finding.remedy} == {"durability"}, "fsync is off in tests"
    assert {
        "indexes",
        "states",
        "feed",
        "transactions",
        "sweep",
        "archive",
        "checksums",
        "encoding",
        "jobs",
        "worker",
    } <= found.keys()


_JOB = (
    "INSERT INTO job (id, kind, payload, state, due_at, attempts, claims, created_at) SELECT gen_random_uuid(),"
    " 'deliver_webhook', '{{}}', '{}', now() - interval '6 minutes', 20, 20, now()"
)


@pytest.mark.parametrize(
    ("broken", "mended", "about"),
    [
        (
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_event_audited_position'::regclass",
            "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'ix_event_audited_position'::regclass",
            "indexes",
        ),
        ("UPDATE problem SET state = 'solved'", "UPDATE problem SET state = 'open'", "states"),
        ("UPDATE event SET xid = '900000000000'", "SELECT 1", "feed"),
        (_JOB.format("failed"), "SELECT 1", "jobs"),
        (_JOB.format("waiting"), "SELECT 1", "worker"),
        (
            "INSERT INTO consumer VALUES ('webhooks', '3', 0); UPDATE event SET at = at - interval '6 minutes'",
            "SELECT 1",
            "worker",
        ),
    ],
    ids=["indexes", "states", "feed", "jobs", "worker", "consumer"],
)
async def test_what_is_broken_is_named(
    organization: Organization, database_url: str, settings: Settings, broken: str, mended: str, about: str
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Daily."})
    master = await asyncpg.connect(database_url.replace("//alliance@", "//postgres@"))
    await master.execute(broken)
    try:
        found = await _findings(settings, database_url)
        assert found[about].remedy is not None
        assert "VPN" not in json.dumps([finding.words for finding in found.values()])
    finally:
        await master.execute(mended)
        await master.close()


@pytest.mark.usefixtures("organization")
async def test_a_rehearsals_clock_is_named(database_url: str, settings: Settings) -> None:
    found = await _findings(settings, database_url, clock_offset=timedelta(days=30))
    assert found["clock offset"].remedy is not None
