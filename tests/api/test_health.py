"""Whether the service works, as those who run it ask."""

import asyncpg

from app.auth.keys import problems_of
from app.core.readiness import Readiness
from app.core.settings import Settings
from app.models.health import HealthShown
from tests.people import Organization, ok, refused


async def test_a_process_that_takes_requests_is_alive(organization: Organization) -> None:
    shown = ok(await organization.client().get("/health/live"))
    HealthShown.model_validate(shown)
    assert shown == {"status": "well", "checks": []}


async def test_a_migrated_database_that_answers_is_ready(organization: Organization) -> None:
    answer = await organization.client().get("/health/ready")
    shown = ok(answer)
    HealthShown.model_validate(shown)
    assert shown["status"] == "well"
    assert [(check["name"], check["status"]) for check in shown["checks"]] == [
        ("database", "well"),
        ("migrations", "well"),
        ("keys", "well"),
    ]
    assert answer.headers["cache-control"] == "no-store"


async def test_head_answers_as_get_does_without_a_body(organization: Organization) -> None:
    answer = await organization.client().head("/health/ready")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_nothing_else_is_asked_of_health(organization: Organization) -> None:
    refused(await organization.client().get("/health/ready?verbose=1"), 422, "invalid")
    refused(await organization.client().post("/health/ready"), 405, "method_not_allowed")


async def test_a_database_that_is_away_is_not_ready_and_no_secret_is_told(organization: Organization) -> None:
    house, own = organization.house, organization.house.readiness
    house.readiness = Readiness("postgresql://somebody:swordfish@127.0.0.1:1/nothing")
    try:
        answer = await organization.client().get("/health/ready")
    finally:
        house.readiness = own
    assert answer.status_code == 503
    HealthShown.model_validate(answer.json())
    assert answer.json()["status"] == "unwell"
    assert "swordfish" not in answer.text
    assert "somebody" not in answer.text


async def test_keys_that_others_can_read_are_not_ready_and_where_they_lie_is_not_told(
    organization: Organization, settings: Settings, database_url: str
) -> None:
    keys = settings.data_dir / "keys"
    house, own = organization.house, organization.house.readiness
    house.readiness = Readiness(database_url, {"keys": lambda: problems_of(keys)})
    keys.chmod(0o755)
    try:
        answer = await organization.client().get("/health/ready")
    finally:
        keys.chmod(0o700)
        house.readiness = own
    assert answer.status_code == 503
    assert [check["name"] for check in answer.json()["checks"] if check["status"] == "unwell"] == ["keys"]
    assert str(settings.data_dir) not in answer.text


async def test_a_schema_that_is_not_this_program_s_is_not_ready(organization: Organization, database_url: str) -> None:
    link: asyncpg.Connection = organization.link
    held = await link.fetchval("SELECT version_num FROM alembic_version")
    try:
        for statement in ("UPDATE alembic_version SET version_num = 'of_another'", "DELETE FROM alembic_version"):
            await link.execute(statement)
            checks = await Readiness(database_url).checks()
            assert [(check.name, check.well) for check in checks] == [("database", True), ("migrations", False)]
    finally:
        await link.execute("DELETE FROM alembic_version")
        await link.execute("INSERT INTO alembic_version (version_num) VALUES ($1)", held)
