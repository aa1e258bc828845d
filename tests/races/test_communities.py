"""Who is in a community, and as what, stays lawful however changes fall together."""

from typing import Any
from uuid import UUID

import pytest

from tests import rows
from tests.environments import joins
from tests.people import Answer, Organization, Person, found_community, ok
from tests.races import another_instance, at_instance, settled, statuses, together

TIMES = 12


async def _tag(person: Person, path: str) -> str:
    return (await person.get(path)).headers["ETag"]


async def _coordinators(organization: Organization, community: str) -> int:
    count: int = await organization.link.fetchval(
        "SELECT count(*) FROM membership m JOIN member p ON p.id = m.member_id"
        " WHERE m.community_id = $1 AND m.state = 'active' AND m.role = 'coordinator' AND p.active",
        UUID(community),
    )
    return count


async def _two_coordinators(ann: Person, bob: Person, slug: str) -> tuple[str, list[str]]:
    community = (await found_community(ann, slug=slug))["id"]
    place = f"/communities/{slug}/memberships"
    await ann.make(place, {"member_id": str(bob.id), "role": "coordinator"})
    return community, [f"{place}/{person.id}" for person in (ann, bob)]


@pytest.mark.parametrize("second", ["leaves", "steps down"])
async def test_of_the_last_two_coordinators_only_one_goes(organization: Organization, second: str) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    async with another_instance(organization) as other:
        for turn in range(TIMES):
            community, (ann_at, bob_at) = await _two_coordinators(ann, bob, f"n{turn}")
            tags = [await _tag(ann, ann_at), await _tag(bob, bob_at)]
            elsewhere = at_instance(other, bob)
            going = (
                elsewhere.delete(bob_at, tag=tags[1])
                if second == "leaves"
                else elsewhere.patch(bob_at, {"role": "member"}, tag=tags[1])
            )
            answers = await together(organization, "community", community, ann.delete(ann_at, tag=tags[0]), going)
            assert statuses(answers) in ([200, 409], [204, 409]), [answer.text for answer in answers]
            assert await _coordinators(organization, community) == 1
            await settled(organization, answers)


async def test_where_none_coordinates_one_of_the_core_members_becomes_coordinator_and_the_others_act_no_more(
    organization: Organization,
) -> None:
    ada = await organization.member("Ada", role="administrator")
    core = [await organization.member(f"Core {number}") for number in range(4)]
    for turn in range(TIMES):
        founder = await organization.member("Founder")
        slug = f"n{turn}"
        community = (await found_community(founder, slug=slug))["id"]
        paths = [f"/communities/{slug}/memberships/{person.id}" for person in core]
        for person in core:
            await founder.make(f"/communities/{slug}/memberships", {"member_id": str(person.id), "role": "core"})
        ok(await ada.put(f"/members/{founder.id}/deactivation"))
        tags = [await _tag(person, path) for person, path in zip(core, paths, strict=True)]
        answers = await together(
            organization,
            "community",
            community,
            *(
                person.patch(path, {"role": "coordinator"}, tag=tag)
                for person, path, tag in zip(core, paths, tags, strict=True)
            ),
        )
        assert statuses(answers) == [200, 403, 403, 403]
        assert await _coordinators(organization, community) == 1
        await settled(organization, answers)


async def test_who_is_accepted_and_refused_at_once_is_one_of_the_two(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    for turn in range(TIMES):
        community, _ = await _two_coordinators(ann, bob, f"n{turn}")
        await organization.link.execute(
            'UPDATE process_version SET document = document || \'{"joining": "request"}\' WHERE community_id = $1',
            UUID(community),
        )
        await joins(cy, f"n{turn}")
        path = f"/communities/n{turn}/memberships/{cy.id}"
        tag = await _tag(ann, path)
        answers = await together(
            organization, "community", community, ann.put(f"{path}/acceptance"), bob.delete(path, tag=tag)
        )
        assert statuses(answers) in ([200, 412], [204, 404])
        await settled(organization, answers)


async def test_one_who_joins_many_times_at_once_is_in_once(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    async with another_instance(organization) as other:
        for turn in range(TIMES):
            community = (await found_community(ann, slug=f"n{turn}"))["id"]
            given = {"member_id": str(bob.id)}
            answers = await together(
                organization,
                "community",
                community,
                *(
                    person.post(f"/communities/n{turn}/memberships", given)
                    for person in (bob, at_instance(other, bob))
                    for _ in range(3)
                ),
            )
            assert statuses(answers) == [201, 409, 409, 409, 409, 409]
            assert (await ann.read(f"/communities/n{turn}"))["member_count"] == 2
            await settled(organization, answers)


async def test_one_whose_request_is_accepted_while_they_are_deactivated_is_out_or_was_in_before(
    organization: Organization,
) -> None:
    ada = await organization.member("Ada", role="administrator")
    ann = await organization.member("Ann")
    for turn in range(TIMES):
        cy = await organization.member("Cy")
        community = (await found_community(ann, slug=f"n{turn}", process={"joining": "request"}))["id"]
        await joins(cy, f"n{turn}")
        path = f"/communities/n{turn}/memberships/{cy.id}"
        # While their sign-in is held, the deactivation waits where it has begun and is not done.
        held = [("sign_in", cy.sign_in_id), ("community", community), ("member", cy.id)][turn % 3]
        deactivated, accepted = answers = await together(
            organization, *held, ada.put(f"/members/{cy.id}/deactivation"), ann.put(f"{path}/acceptance")
        )
        assert statuses(answers) in ([200, 200], [200, 409])
        ok(deactivated)
        kinds = [
            row["kind"]
            for row in await organization.link.fetch(
                "SELECT kind FROM event WHERE kind IN ('membership.accepted', 'member.deactivated')"
                " AND (subject_id = $1 OR data ->> 'member_id' = $2) ORDER BY xid, position",
                cy.id,
                str(cy.id),
            )
        ]
        assert kinds == [*(["membership.accepted"] if accepted.status_code == 200 else []), "member.deactivated"]
        await settled(organization, answers)


async def test_problems_posted_at_once_have_numbers_of_their_own_and_leave_no_gap(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = (await found_community(ann))["id"]
    await joins(bob)
    given = {"title": "VPN drops", "statement": "Since Monday."}
    numbers: list[int] = []
    async with another_instance(organization) as other:
        for _ in range(TIMES):
            answers = await together(
                organization,
                "community",
                community,
                *(
                    person.post("/communities/network/problems", given)
                    for person in (ann, bob, at_instance(other, ann), at_instance(other, bob))
                    for _ in range(2)
                ),
            )
            numbers += [ok(answer)["number"] for answer in answers]
    assert sorted(numbers) == list(range(1, 8 * TIMES + 1))
    await settled(organization)


async def test_who_is_removed_from_a_private_community_does_nothing_there_that_stands_after_the_removal(
    organization: Organization,
) -> None:
    """Whichever of the two waited, the other's is done, and what the removed one did comes before."""
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "inner", coordinator=ann, visibility="private")
    community = (await ann.read(f"/communities/{slug}"))["id"]
    path = f"/communities/{slug}/memberships/{bob.id}"
    for turn in range(TIMES):
        await ann.make(f"/communities/{slug}/memberships", {"member_id": str(bob.id), "role": "member"})
        problem = await ann.make(f"/communities/{slug}/problems", {"title": "VPN drops", "statement": "Since Monday."})
        held: tuple[str, Any] = (
            ("community", community)
            if turn % 3 == 0
            else ("problem", problem["id"])
            if turn % 3 == 1
            else ("membership", (await _membership_id(organization, community, bob)))
        )
        tag = await _tag(ann, path)
        done = (
            bob.post(f"/problems/{problem['id']}/comments", {"body": "Here too."})
            if turn % 2
            else bob.put(f"/problems/{problem['id']}/affected-marks/none", {"machines": 0})
        )
        answers = await together(organization, *held, done, ann.delete(path, tag=tag))
        assert answers[0].status_code in (201, 404), answers[0].text
        assert answers[1].status_code == 204
        last = await organization.link.fetchval(
            "SELECT kind FROM event WHERE community_id = $1 ORDER BY xid DESC, position DESC LIMIT 1",
            UUID(community),
        )
        assert last == "membership.ended"
        await settled(organization, answers)


async def _membership_id(organization: Organization, community: str, person: Person) -> UUID:
    found: UUID = await organization.link.fetchval(
        "SELECT id FROM membership WHERE community_id = $1 AND member_id = $2", UUID(community), person.id
    )
    return found


async def test_an_item_given_to_one_who_is_removed_at_once_is_theirs_no_more(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "inner", coordinator=ann, visibility="private")
    community = (await ann.read(f"/communities/{slug}"))["id"]
    path = f"/communities/{slug}/memberships/{bob.id}"
    for _ in range(TIMES):
        await ann.make(f"/communities/{slug}/memberships", {"member_id": str(bob.id), "role": "member"})
        tag = await _tag(ann, path)
        answers: list[Answer] = await together(
            organization,
            "community",
            community,
            ann.post(f"/communities/{slug}/action-items", {"title": "Ask", "owner_id": str(bob.id)}),
            ann.delete(path, tag=tag),
        )
        assert statuses(answers) in ([201, 204], [204, 422])
        assert [item["owner"] for item in await ann.all("/action-items") if item["owner"]] == []
        await settled(organization, answers)
