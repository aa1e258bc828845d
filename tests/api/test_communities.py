"""Communities: who founds them, who sees what of them, and what changes without a proposal."""

import re
from typing import Any
from uuid import UUID

import pytest

from app.models.community import CommunityLine, CommunityShown
from tests.people import Organization, Person, found_community, ok, refused

OUTSIDE = ("id", "slug", "name", "visibility", "my_role", "purpose", "charter", "objectives")


async def _objective(organization: Organization, owner: Person, title: str = "Fewer outages") -> str:
    row = await organization.link.fetchval(
        "INSERT INTO objective (id, version, created_at, updated_at, title, description, owner_id, starts_on, ends_on)"
        " VALUES (gen_random_uuid(), 1, now(), now(), $1, '', $2, '2026-01-01', '2026-12-31') RETURNING id",
        title,
        owner.id,
    )
    return str(row)


async def _events(organization: Organization, community_id: str) -> list[tuple[str, dict[str, Any]]]:
    rows = await organization.link.fetch(
        "SELECT kind, data::text FROM event WHERE community_id = $1 ORDER BY position", UUID(community_id)
    )
    return [(row["kind"], row["data"]) for row in rows]


async def test_a_person_founds_a_community_and_is_its_coordinator(organization: Organization) -> None:
    ann = await organization.member("Ann")
    answer = await ann.post("/communities", {"slug": "network", "name": "Network", "purpose": "Calm.", "process": {}})
    community = ok(answer)
    CommunityShown.model_validate(community)
    assert answer.headers["Location"].endswith(f"/api/v1/communities/{community['id']}")
    assert (community["slug"], community["visibility"], community["my_role"]) == ("network", "open", "coordinator")
    assert (community["member_count"], community["problem_count"]) == (1, 0)
    assert community["coordinators"] == [{"id": str(ann.id), "name": "Ann", "kind": "person"}]
    assert community["process"]["process_version"] == 1
    assert set(community["allowed_actions"]) == {
        "change_community",
        "add_member",
        "post_problem",
        "make_action_item",
    }
    assert [kind for kind, _ in await _events(organization, community["id"])] == [
        "community.founded",
        "membership.begun",
    ]
    assert await ann.read("/communities/network") == community
    assert await ann.read(f"/communities/{community['id']}") == community


async def test_a_service_account_founds_nothing(organization: Organization) -> None:
    robot = await organization.member("Robot", kind="service")
    refused(await robot.post("/communities", {"slug": "network", "name": "Network"}), 403, "forbidden")


async def test_a_taken_slug_is_refused_by_its_name(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    refused(await ann.post("/communities", {"slug": "network", "name": "Again"}), 409, "slug_taken")


async def test_a_private_slug_is_longer_and_never_collides_visibly(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    secret = await found_community(ann, visibility="private")
    assert re.fullmatch(r"network-[a-z][a-z0-9]{5}", secret["slug"])
    assert (await found_community(bob, visibility="private"))["slug"] != secret["slug"]
    assert (await found_community(bob))["slug"] == "network"
    assert (await found_community(ann, visibility="private"))["slug"].startswith("network-")


@pytest.mark.parametrize("slug", ["N", "a", "Network", "1st", "a--b", "a-", "-a", "a-1", "a" * 41, "a b", "é"])
async def test_a_slug_of_another_form_is_refused(organization: Organization, slug: str) -> None:
    ann = await organization.member("Ann")
    document = refused(await ann.post("/communities", {"slug": slug, "name": "Network"}), 422, "invalid")
    assert document["errors"][0]["pointer"] == "#/slug"


async def test_a_slug_of_two_letters_is_long_enough(organization: Organization) -> None:
    ann = await organization.member("Ann")
    community = await found_community(ann, slug="it")
    assert (await ann.read("/communities/it"))["id"] == community["id"]


async def test_what_it_serves_must_be_there_and_stands_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    objective = await _objective(organization, ann)
    community = await found_community(ann, objective_ids=[objective])
    assert community["objectives"] == [{"id": objective, "title": "Fewer outages"}]
    nothing = "019a4c7e-5b1f-7c3e-9f10-3d2c5b6a7f80"
    given = {"slug": "windows", "name": "Windows", "objective_ids": [objective, nothing]}
    document = refused(await ann.post("/communities", given), 422, "unknown_reference")
    assert document["errors"][0]["pointer"] == "#/objective_ids/1"
    given["objective_ids"] = [objective, objective]
    assert refused(await ann.post("/communities", given), 422, "invalid")["errors"][0]["pointer"] == "#/objective_ids/1"


async def test_the_whole_organization_reads_an_open_community(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann)
    seen = await bob.read("/communities/network")
    assert (seen["my_role"], seen["member_count"]) == ("none", 1)
    assert seen["allowed_actions"] == ["join_community"]
    assert seen["process"] == community["process"]


async def test_outsiders_see_of_a_listed_community_what_it_shows_of_itself(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann, visibility="listed", charter="We help.", process={"joining": "request"})
    seen = await bob.read("/communities/network")
    CommunityShown.model_validate(seen)
    assert {name: seen[name] for name in OUTSIDE} == {name: community[name] for name in OUTSIDE} | {"my_role": "none"}
    assert [seen[name] for name in ("member_count", "problem_count", "coordinators", "process")] == [None] * 4
    assert seen["allowed_actions"] == ["join_community"]
    for below in ("memberships", "processes", "processes/1", "problems", f"memberships/{ann.id}"):
        refused(await bob.get(f"/communities/network/{below}"), 404, "not_found")
    refused(await bob.patch("/communities/network", {"name": "Ours"}, tag='"1-x"'), 403, "forbidden")


async def test_nothing_that_happens_inside_a_listed_community_shows_outside(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, visibility="listed")
    before = await bob.get("/communities/network")
    await ann.make("/communities/network/problems", {"title": "Slow", "statement": "Everything is slow."})
    after = await bob.get("/communities/network")
    assert (after.text, after.headers["ETag"]) == (before.text, before.headers["ETag"])
    assert (await ann.read("/communities/network"))["problem_count"] == 1


async def test_a_private_community_does_not_exist_for_others(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    boss = await organization.member("Boss", role="administrator")
    community = await found_community(ann, visibility="private")
    for outsider in (bob, boss):
        for address in (community["id"], community["slug"]):
            refused(await outsider.get(f"/communities/{address}"), 404, "not_found")
            for below in ("memberships", "processes", "processes/1", "problems"):
                refused(await outsider.get(f"/communities/{address}/{below}"), 404, "not_found")
            refused(await outsider.patch(f"/communities/{address}", {"name": "Ours"}, tag='"1-x"'), 404, "not_found")
        assert (await outsider.read("/communities"))["items"] == []
    assert (await ann.read(f"/communities/{community['slug']}"))["my_role"] == "coordinator"


async def test_the_list_holds_what_one_may_know_of(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for slug, visibility in (("bee", "open"), ("ant", "listed"), ("cat", "private")):
        await found_community(ann, slug=slug, visibility=visibility)
    mine = await found_community(bob, slug="dog", visibility="private")
    by_name = await bob.all("/communities", sort="name", limit=1)
    assert [item["name"] for item in by_name] == ["Ant", "Bee", "Dog"]
    assert [item["member_count"] for item in by_name] == [None, 1, 1]
    newest = await bob.all("/communities", limit=2)
    assert [item["name"] for item in newest] == ["Dog", "Ant", "Bee"]
    assert [item["id"] for item in await bob.all("/communities", mine="me")] == [mine["id"]]
    listed = await bob.all("/communities", visibility=["listed", "private"], sort="name")
    assert [item["name"] for item in listed] == ["Ant", "Dog"]
    CommunityLine.model_validate(newest[0])
    assert newest[0] == {name: mine[name] for name in newest[0]}
    refused(await bob.get("/communities", mine="you"), 422, "invalid")
    refused(await bob.get("/communities", owner="me"), 422, "invalid")


async def test_acting_coordinators_change_name_purpose_and_objectives(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann)
    objective = await _objective(organization, ann)
    refused(await bob.change("/communities/network", {"name": "Ours"}), 403, "forbidden")
    refused(await ann.patch("/communities/network", {"name": "Networks"}), 428, "precondition_required")
    changed = ok(await ann.change("/communities/network", {"name": "Networks", "objective_ids": [objective]}))
    assert (changed["name"], changed["version"]) == ("Networks", 2)
    assert [each["id"] for each in changed["objectives"]] == [objective]
    refused(await ann.patch("/communities/network", {"purpose": "x"}, tag='"1-x"'), 412, "precondition_failed")
    assert ok(await ann.change("/communities/network", {"name": "Networks", "objective_ids": [objective]})) == changed
    assert ok(await ann.change("/communities/network", {"objective_ids": []}))["objectives"] == []
    kinds = [kind for kind, _ in await _events(organization, community["id"])]
    assert kinds.count("community.changed") == 2


@pytest.mark.parametrize("field", ["charter", "visibility", "slug", "process", "open"])
async def test_what_only_a_proposal_may_change_is_no_field_of_a_change(organization: Organization, field: str) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    document = refused(await ann.change("/communities/network", {field: "private"}), 422, "invalid")
    assert document["errors"][0]["pointer"] == f"#/{field}"


async def test_an_event_holds_no_words_of_a_person(organization: Organization) -> None:
    ann = await organization.member("Ann")
    community = await found_community(ann, slug="canary", purpose="Canary", charter="Canary")
    ok(await ann.change("/communities/canary", {"name": "Canary bird"}))
    for kind, told in await _events(organization, community["id"]):
        assert "canary" not in str(told).lower(), kind


async def test_founding_twice_with_one_key_founds_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    given = {"slug": "network", "name": "Network", "visibility": "private"}
    first, again = await ann.post("/communities", given, key="k1"), await ann.post("/communities", given, key="k1")
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(await ann.all("/communities")) == 1
