"""Webhooks through the door: what can be asked for, by whom, and what is answered. What is sent, `tests/jobs` holds."""

from typing import Any

import pytest

from app.auth.scopes import Scope
from app.events.kinds import PERSONAL
from tests import rows
from tests.people import Organization, ok, refused

pytestmark = pytest.mark.anyio

GIVEN: dict[str, Any] = {"url": "https://hooks.example.org/alliance", "description": "Tells the service desk."}


async def test_a_webhook_is_its_owner_s_alone_and_shows_its_secret_once(organization: Organization) -> None:
    ann, ada = await organization.member("Ann"), await organization.member("Ada", role="administrator")
    answer = await ann.post("/webhooks", GIVEN)
    made = ok(answer)
    assert answer.headers["Location"].endswith(f"/api/v1/webhooks/{made['id']}")
    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert (made["state"], made["kinds"], made["community_ids"], made["waiting_count"]) == ("sending", [], [], 0)
    assert await ann.read(f"/webhooks/{made['id']}") == made
    assert [each["id"] for each in await ann.all("/webhooks")] == [made["id"]]
    assert await ada.all("/webhooks") == []
    refused(await ada.get(f"/webhooks/{made['id']}"), 404, "not_found")
    refused(await ada.delete(f"/webhooks/{made['id']}", tag="*"), 404, "not_found")
    assert made["allowed_actions"] == [
        "change_webhook",
        "remove_webhook",
        "pause_webhook",
        "rotate_webhook_secret",
        "test_webhook",
        "replay_webhook",
        "redeliver",
    ]


async def test_a_change_needs_its_tag_and_is_told_to_its_owner(organization: Organization) -> None:
    ann = await organization.member("Ann")
    made = await ann.make("/webhooks", GIVEN)
    path = f"/webhooks/{made['id']}"
    refused(await ann.patch(path, {"kinds": ["problem.posted"]}), 428, "precondition_required")
    changed = ok(await ann.change(path, {"kinds": ["problem.posted"]}))
    assert (changed["version"], changed["kinds"]) == (2, ["problem.posted"])
    assert ok(await ann.change(path, {"kinds": ["problem.posted"]}))["version"] == 2
    refused(await ann.patch(path, {"url": "https://other.example"}, tag='"1-0"'), 412, "precondition_failed")
    ok(await ann.post(f"{path}/secret"))
    assert (await ann.delete(path, tag="*")).status_code == 204
    told = [each["kind"] for each in await ann.all(f"/members/{ann.id}/account-events")]
    assert told == [
        "member.webhook_removed",
        "member.webhook_secret_changed",
        "member.webhook_changed",
        "member.webhook_made",
    ]
    assert await ann.all("/events") == [], "it is nobody else's"


@pytest.mark.parametrize(
    "url",
    [
        "hooks.example.org/alliance",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///hook",
        "https://user:word@hooks.example.org/",
        "https://hooks.example.org/#part",
        "https://hooks.example.org:0/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/\n",
        "https://[::1/hook",
        "https://hööks.example.org/",
        "javascript:alert(1)",
    ],
)
async def test_what_is_no_address_is_refused(organization: Organization, url: str) -> None:
    ann = await organization.member("Ann")
    document = refused(await ann.post("/webhooks", {"url": url}), 422, "invalid")
    assert document["errors"][0]["pointer"] == "#/url"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://10.1.2.3:8443/hook",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:192.168.0.1]/",
        "http://[fd00:ec2::254]/",
    ],
)
async def test_an_address_inside_is_refused_where_it_is_seen_at_once(organization: Organization, url: str) -> None:
    ann = await organization.member("Ann")
    refused(await ann.post("/webhooks", {"url": url}), 422, "inside_address")
    made = await ann.make("/webhooks", GIVEN)
    refused(await ann.change(f"/webhooks/{made['id']}", {"url": url}), 422, "inside_address")


async def test_kinds_are_those_of_the_feed(organization: Organization) -> None:
    ann = await organization.member("Ann")
    for kind in ("problem.exploded", *sorted(PERSONAL)):
        document = refused(
            await ann.post("/webhooks", {**GIVEN, "kinds": ["problem.posted", kind]}), 422, "unknown_kind"
        )
        assert document["errors"][0]["pointer"] == "#/kinds/1"
    refused(await ann.post("/webhooks", {**GIVEN, "kinds": ["problem.posted"] * 2}), 422, "invalid")


async def test_communities_are_those_whose_inside_one_may_read(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "closed", coordinator=ann, visibility="private")
    private = (await ann.read(f"/communities/{slug}"))["id"]
    document = refused(await bob.post("/webhooks", {**GIVEN, "community_ids": [private]}), 422, "unknown_reference")
    assert document["errors"][0]["pointer"] == "#/community_ids/0"
    assert (await ann.make("/webhooks", {**GIVEN, "community_ids": [private]}))["community_ids"] == [private]


async def test_a_service_account_has_webhooks_too_and_a_token_needs_their_scope(organization: Organization) -> None:
    program = await organization.member("Program", kind="service")
    await program.make("/webhooks", GIVEN)
    narrow = await organization.member("Ann", scopes=frozenset({Scope.events_read, Scope.webhooks_read}))
    refused(await narrow.post("/webhooks", GIVEN), 403, "insufficient_scope")
    assert await narrow.all("/webhooks") == []


async def test_one_has_so_many_and_no_more(organization: Organization) -> None:
    ann = await organization.member("Ann")
    made = await ann.make("/webhooks", GIVEN)
    await organization.link.execute(
        "INSERT INTO webhook SELECT (json_populate_record(webhook, json_build_object('id', gen_random_uuid()))).*"
        " FROM webhook, generate_series(1, 99)"
    )
    refused(await ann.post("/webhooks", GIVEN), 409, "too_many_webhooks")
    assert (await ann.delete(f"/webhooks/{made['id']}", tag="*")).status_code == 204
    ok(await ann.post("/webhooks", GIVEN))
