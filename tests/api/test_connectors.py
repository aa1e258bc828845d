"""Connectors: made by administrators, let in by the community, and their secrets kept."""

from typing import Any
from uuid import uuid4

import pytest

from tests import rows
from tests.people import Organization, Person, found_community, ok, refused

pytestmark = pytest.mark.anyio

SECRET = "s3cret-of-the-desk"


async def connecting(organization: Organization, **more: Any) -> tuple[Person, Person, Person, dict[str, Any]]:
    """Ada, an administrator; Ann, a coordinator; a service account; and what a connector is made of."""
    ada = await organization.member("Ada", role="administrator")
    ann = await organization.member("Ann")
    service = await organization.member("Tickets", kind="service")
    community = await found_community(ann, **more)
    await rows.join(organization, community["slug"], service)
    given = {
        "kind": "request_tracker",
        "system": "rt",
        "name": "Service desk",
        "config": {"base_url": "https://rt.example.org", "queues": ["network"]},
        "secret": {"token": SECRET},
        "community_id": community["id"],
        "member_id": str(service.id),
    }
    return ada, ann, service, given


async def test_it_waits_for_its_community_and_shows_its_secret_to_nobody(organization: Organization) -> None:
    ada, ann, service, given = await connecting(organization)
    answer = await ada.post("/connectors", given)
    made = ok(answer)
    assert SECRET not in answer.text
    assert (made["state"], made["member"]["id"], made["rules"]) == ("waiting", str(service.id), [])
    assert made["allowed_actions"] == ["change_connector", "pause_connector"]
    for person in (ada, ann):
        assert SECRET not in (await person.get(f"/connectors/{made['id']}")).text
        assert SECRET not in (await person.get("/connectors")).text
    stored = await organization.link.fetchval("SELECT secret FROM connector")
    assert SECRET.encode() not in stored
    refused(await ada.put(f"/connectors/{made['id']}/acceptance"), 403, "forbidden")
    accepted = ok(await ann.put(f"/connectors/{made['id']}/acceptance"))
    assert (accepted["state"], accepted["accepted_by"]["id"]) == ("active", str(ann.id))
    assert ok(await ann.put(f"/connectors/{made['id']}/acceptance"))["version"] == accepted["version"]
    assert await organization.link.fetchval("SELECT count(*) FROM job WHERE kind = 'poll_tickets'") == 1


async def test_what_was_accepted_and_is_changed_is_accepted_anew(organization: Organization) -> None:
    ada, ann, _, given = await connecting(organization)
    path = f"/connectors/{(await ada.make('/connectors', given))['id']}"
    ok(await ann.put(f"{path}/acceptance"))
    renamed = ok(await ada.change(path, {"name": "The desk", "secret": {"token": "another"}}))
    assert (renamed["state"], renamed["name"]) == ("active", "The desk")
    assert ok(await ada.change(path, {"rules": [{"queue": "network"}]}))["state"] == "waiting"
    kinds = [event["kind"] for event in await ann.all("/events") if event["kind"].startswith("connector.")]
    assert kinds == ["connector.made", "connector.accepted", "connector.changed", "connector.changed"]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"config": {"queues": ["network"]}}, "#/config/base_url"),
        ({"config": {"base_url": "ftp://rt", "queues": ["network"]}}, "#/config/base_url"),
        ({"config": {"base_url": "https://rt.example.org", "queues": ["network"], "more": 1}}, "#/config/more"),
        ({"secret": {}}, "#/secret/token"),
        ({"closures": {"merged": "duplicate"}}, "#/closures"),
    ],
)
async def test_what_a_system_is_not_set_up_by_is_named_and_never_repeated(
    organization: Organization, more: dict[str, Any], pointer: str
) -> None:
    ada, _, _, given = await connecting(organization)
    answer = await ada.post("/connectors", {**given, **more})
    document = refused(answer, 422, "invalid")
    assert [each["pointer"] for each in document["errors"]] == [pointer]
    assert SECRET not in answer.text
    assert await organization.link.fetchval("SELECT count(*) FROM connector") == 0


async def test_it_acts_by_a_service_account_of_the_community_and_a_system_is_there_once(
    organization: Organization,
) -> None:
    ada, ann, _, given = await connecting(organization)
    stranger = await organization.member("Elsewhere", kind="service")
    for member in (ann, stranger):
        answer = await ada.post("/connectors", {**given, "member_id": str(member.id)})
        refused(answer, 422, "unsuitable_member")
    await ada.make("/connectors", given)
    refused(await ada.post("/connectors", given), 409, "system_taken")


async def test_of_a_private_community_it_is_there_for_those_inside_and_administrators_see_nothing_of_the_inside(
    organization: Organization,
) -> None:
    ada, ann, _, given = await connecting(organization, visibility="private")
    hidden = refused(await ada.post("/connectors", given), 422, "unknown_reference")
    nothing = refused(await ada.post("/connectors", {**given, "community_id": str(uuid4())}), 422, "unknown_reference")
    assert {**hidden, "request_id": ""} == {**nothing, "request_id": ""}
    slug = (await ann.read("/communities"))["items"][0]["slug"]
    await rows.join(organization, slug, ada, "observer")
    made = await ada.make("/connectors", given)
    await organization.link.execute("UPDATE membership SET state = 'ended' WHERE member_id = $1", ada.id)
    bob = await organization.member("Bob")
    refused(await bob.get(f"/connectors/{made['id']}"), 404, "not_found")
    assert (await bob.read("/connectors"))["items"] == []
    assert (await ada.read(f"/connectors/{made['id']}"))["community"] is None
    refused(await ada.get(f"/connectors/{made['id']}/tickets"), 404, "not_found")
    assert (await ann.read(f"/connectors/{made['id']}/tickets"))["items"] == []
