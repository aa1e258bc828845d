"""Memberships: who gets in and how, who changes what, and that a community keeps a coordinator."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from app.models.membership import MembershipLine, MembershipShown
from tests.people import Answer, Organization, Person, found_community, ok, refused

PLACE = "/communities/network/memberships"


async def _join(person: Person, role: str = "member", place: str = PLACE) -> Answer:
    return await person.post(place, {"member_id": str(person.id), "role": role})


async def _add(coordinator: Person, person: Person, role: str = "member", place: str = PLACE) -> Any:
    return await coordinator.make(place, {"member_id": str(person.id), "role": role})


async def _leave(person: Person, whose: Person | None = None, place: str = PLACE) -> Answer:
    path = f"{place}/{(whose or person).id}"
    return await person.delete(path, tag=(await person.get(path)).headers["ETag"])


async def _kinds(organization: Organization, community_id: str) -> list[str]:
    rows = await organization.link.fetch(
        "SELECT kind FROM event WHERE community_id = $1 ORDER BY position", UUID(community_id)
    )
    return [row["kind"] for row in rows]


async def test_where_joining_is_open_one_is_in_at_once(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann)
    answer = await _join(bob)
    membership = ok(answer)
    MembershipShown.model_validate(membership)
    assert answer.headers["Location"].endswith(f"/communities/{community['id']}/memberships/{bob.id}")
    assert (membership["state"], membership["role"], membership["member"]["name"]) == ("active", "member", "Bob")
    assert membership["joined_at"] is not None
    assert set(membership["allowed_actions"]) == {"change_membership", "leave_community"}
    assert await bob.read(f"{PLACE}/{bob.id}") == membership
    seen = await bob.read("/communities/network")
    assert (seen["member_count"], seen["my_role"], seen["version"]) == (2, "member", 1)
    refused(await _join(bob), 409, "already_member")


async def test_where_joining_is_by_request_it_waits_to_be_accepted(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    community = await found_community(ann, visibility="listed", process={"joining": "request"})
    asked = ok(await _join(bob))
    assert (asked["state"], asked["joined_at"]) == ("requested", None)
    assert await bob.read(f"{PLACE}/{bob.id}") == asked
    assert (await bob.read("/communities/network"))["requested_by_me"] is True
    assert (await bob.read("/communities/network"))["allowed_actions"] == []
    refused(await bob.get("/communities/network/problems"), 404, "not_found")
    refused(await cem.get(f"{PLACE}/{bob.id}"), 404, "not_found")
    assert ok(await _join(bob)) == asked
    refused(await bob.put(f"{PLACE}/{bob.id}/acceptance"), 403, "forbidden")
    refused(await cem.put(f"{PLACE}/{bob.id}/acceptance"), 404, "not_found")
    for_ann = await ann.read(f"{PLACE}/{bob.id}")
    assert for_ann["allowed_actions"] == ["accept_membership", "refuse_membership"]
    refused(await ann.change(f"{PLACE}/{bob.id}", {"role": "core"}), 409, "still_requested")
    accepted = ok(await ann.put(f"{PLACE}/{bob.id}/acceptance"))
    assert (accepted["state"], accepted["version"]) == ("active", 2)
    assert ok(await ann.put(f"{PLACE}/{bob.id}/acceptance")) == accepted
    assert (await bob.read("/communities/network"))["member_count"] == 2
    assert (await _kinds(organization, community["id"]))[2:] == ["membership.requested", "membership.accepted"]


@pytest.mark.parametrize("taken_back", [True, False])
async def test_a_request_is_refused_or_taken_back_and_can_be_made_again(
    organization: Organization, taken_back: bool
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann, process={"joining": "request"})
    first = ok(await _join(bob))
    assert (await _leave(bob if taken_back else ann, bob)).status_code == 204
    refused(await bob.get(f"{PLACE}/{bob.id}"), 404, "not_found")
    again = ok(await _join(bob, "observer"))
    assert (again["id"], again["state"], again["role"]) == (first["id"], "requested", "observer")
    ended = "membership.ended" if taken_back else "membership.refused"
    assert (await _kinds(organization, community["id"]))[3] == ended
    assert (await bob.read("/communities/network"))["member_count"] == 1


async def test_where_joining_is_by_invitation_asking_is_refused(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, process={"joining": "invitation"})
    refused(await _join(bob), 403, "by_invitation")
    assert (await bob.read("/communities/network"))["allowed_actions"] == []
    assert (await _add(ann, bob))["state"] == "active"


async def test_a_private_community_is_joined_by_invitation_whatever_its_rules_say(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann, visibility="private", process={"joining": "open"})
    place = f"/communities/{community['slug']}/memberships"
    refused(await _join(bob, place=place), 404, "not_found")
    refused(await bob.get(f"{place}/{bob.id}"), 404, "not_found")
    assert (await _add(ann, bob, place=place))["state"] == "active"
    assert (await bob.read(f"/communities/{community['id']}"))["my_role"] == "member"


@pytest.mark.parametrize("role", ["coordinator", "core"])
async def test_nobody_makes_themselves_more_than_a_member(organization: Organization, role: str) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    refused(await _join(bob, role), 403, "role_by_appointment")
    ok(await _join(bob, "observer"))
    for wanted in (role, "member"):
        refused(await bob.change(f"{PLACE}/{bob.id}", {"role": wanted}), 403, "forbidden")
    refused(await _join(bob), 409, "already_member")


async def test_only_acting_coordinators_add_others(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    boss = await organization.member("Boss", role="administrator")
    await found_community(ann, visibility="listed")
    await _add(ann, bob, "core")
    for other in (bob, cem, boss):
        given = {"member_id": str(cem.id), "role": "core"}
        if other is not cem:
            refused(await other.post(PLACE, given), 403, "forbidden")
    assert (await _add(ann, cem, "coordinator"))["role"] == "coordinator"


async def test_a_requested_membership_is_given_by_adding(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, process={"joining": "request"})
    asked = ok(await _join(bob))
    given = await _add(ann, bob, "core")
    assert (given["id"], given["state"], given["role"]) == (asked["id"], "active", "core")


async def test_who_is_not_there_or_not_active_cannot_be_added(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    robot = await organization.member("Robot", kind="service")
    await found_community(ann)
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", bob.id)
    for nobody in (str(bob.id), "019a4c7e-5b1f-7c3e-9f10-3d2c5b6a7f80"):
        document = refused(await ann.post(PLACE, {"member_id": nobody}), 422, "unknown_reference")
        assert document["errors"][0]["pointer"] == "#/member_id"
    assert (await _add(ann, robot))["role"] == "member"


async def test_acting_coordinators_change_roles_up_to_coordinator(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann)
    ok(await _join(bob))
    refused(await ann.patch(f"{PLACE}/{bob.id}", {"role": "core"}), 428, "precondition_required")
    for role in ("core", "coordinator"):
        assert ok(await ann.change(f"{PLACE}/{bob.id}", {"role": role}))["role"] == role
    refused(await ann.patch(f"{PLACE}/{bob.id}", {"role": "core"}, tag='"1-x"'), 412, "precondition_failed")
    same = ok(await bob.change(f"{PLACE}/{bob.id}", {"role": "coordinator"}))
    assert same["version"] == 3
    assert (await _kinds(organization, community["id"])).count("membership.changed") == 2


async def test_nobody_lowers_or_removes_a_coordinator_against_their_will(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    await _add(ann, bob, "coordinator")
    refused(await ann.change(f"{PLACE}/{bob.id}", {"role": "core"}), 403, "against_their_will")
    refused(await _leave(ann, bob), 403, "against_their_will")
    assert "remove_member" not in (await ann.read(f"{PLACE}/{bob.id}"))["allowed_actions"]
    assert ok(await bob.change(f"{PLACE}/{bob.id}", {"role": "observer"}))["role"] == "observer"


async def test_those_below_coordinator_are_removed_by_acting_coordinators_only(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    community = await found_community(ann)
    await _add(ann, bob, "core")
    ok(await _join(cem))
    refused(await _leave(bob, cem), 403, "forbidden")
    refused(await ann.delete(f"{PLACE}/{bob.id}"), 428, "precondition_required")
    assert (await _leave(ann, bob)).status_code == 204
    refused(await ann.get(f"{PLACE}/{bob.id}"), 404, "not_found")
    refused(await ann.delete(f"{PLACE}/{bob.id}", tag='"2-x"'), 404, "not_found")
    assert (await _leave(cem)).status_code == 204
    seen = await ann.read("/communities/network")
    assert seen["member_count"] == 1
    back = ok(await _join(bob))
    assert (back["role"], back["version"]) == ("member", 3)
    kinds = await _kinds(organization, community["id"])
    assert kinds[-3:] == ["membership.ended", "membership.ended", "membership.begun"]


async def test_the_last_active_coordinator_neither_leaves_nor_steps_down(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    await _add(ann, bob, "coordinator")
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", bob.id)
    refused(await _leave(ann), 409, "last_coordinator")
    refused(await ann.change(f"{PLACE}/{ann.id}", {"role": "core"}), 409, "last_coordinator")
    await organization.link.execute("UPDATE member SET active = true WHERE id = $1", bob.id)
    assert (await _leave(ann)).status_code == 204
    refused(await _leave(bob), 409, "last_coordinator")


async def test_where_no_active_coordinator_is_left_core_members_act_then_members(organization: Organization) -> None:
    ann, bob, cem, eve = [await organization.member(name) for name in ("Ann", "Bob", "Cem", "Eve")]
    dan = await organization.member("Dan")
    await found_community(ann)
    await _add(ann, bob, "core")
    await _add(ann, cem)
    await _add(ann, eve, "observer")
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", ann.id)
    refused(await cem.post(PLACE, {"member_id": str(dan.id)}), 403, "forbidden")
    assert (await _add(bob, dan, "observer"))["role"] == "observer"
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", bob.id)
    refused(await eve.change(f"{PLACE}/{eve.id}", {"role": "coordinator"}), 403, "forbidden")
    assert ok(await cem.change(f"{PLACE}/{cem.id}", {"role": "coordinator"}))["role"] == "coordinator"


async def test_two_coordinators_who_leave_at_once_leave_one(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for number in range(25):
        slug = f"n{number}"
        place = f"/communities/{slug}/memberships"
        community = await found_community(ann, slug=slug)
        await _add(ann, bob, "coordinator", place)
        answers = await asyncio.gather(
            ann.delete(f"{place}/{ann.id}", tag='"1-x"'), bob.delete(f"{place}/{bob.id}", tag='"1-x"')
        )
        assert sorted(answer.status_code for answer in answers) == [204, 409]
        left = await organization.link.fetchval(
            "SELECT count(*) FROM membership WHERE community_id = $1 AND state = 'active' AND role = 'coordinator'",
            UUID(community["id"]),
        )
        assert left == 1
        assert (await ann.read(f"/communities/{slug}"))["member_count"] == 1


async def test_a_coordinator_who_leaves_while_the_other_steps_down_leaves_one(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for number in range(10):
        place = f"/communities/n{number}/memberships"
        await found_community(ann, slug=f"n{number}")
        await _add(ann, bob, "coordinator", place)
        answers = await asyncio.gather(
            ann.delete(f"{place}/{ann.id}", tag='"1-x"'),
            bob.patch(f"{place}/{bob.id}", {"role": "member"}, tag='"1-x"'),
        )
        assert sorted(answer.status_code == 409 for answer in answers) == [False, True]


async def test_joining_at_once_twice_makes_one_membership(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    answers = await asyncio.gather(*(_join(bob) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert (await ann.read("/communities/network"))["member_count"] == 2


async def test_the_members_are_listed_for_readers_of_the_inside(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    await found_community(ann, visibility="listed", process={"joining": "request"})
    await _add(ann, bob, "observer")
    ok(await _join(cem))
    items = await bob.all(PLACE, limit=1, sort="created_at")
    assert [item["member"]["name"] for item in items] == ["Ann", "Bob", "Cem"]
    assert [item["member"]["name"] for item in await bob.all(PLACE)] == ["Cem", "Bob", "Ann"]
    MembershipLine.model_validate(items[0])
    whole = await bob.read(f"{PLACE}/{ann.id}")
    assert items[0] == {name: whole[name] for name in items[0]}
    assert [item["member"]["name"] for item in await bob.all(PLACE, state="requested")] == ["Cem"]
    assert [item["member"]["name"] for item in await bob.all(PLACE, role="coordinator")] == ["Ann"]
    refused(await cem.get(PLACE), 404, "not_found")


async def test_ones_own_memberships_are_listed_with_their_communities(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, slug="one", visibility="private")
    await found_community(ann, slug="two", process={"joining": "request"})
    await found_community(bob, slug="six", visibility="private")
    ok(await _join(bob, place="/communities/two/memberships"))
    mine = await bob.all("/me/memberships", sort="created_at")
    assert [(item["community"]["slug"][:3], item["state"]) for item in mine] == [
        ("six", "active"),
        ("two", "requested"),
    ]
    assert {item["community"]["slug"][:3] for item in await ann.all("/me/memberships")} == {"one", "two"}
