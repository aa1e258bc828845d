"""The events of a community stand in the order of its changes, also where one of them had to wait for a second lock and
another, begun later, was done before it."""

from uuid import UUID

from tests.environments import joins, keeps
from tests.people import Organization, Person, found_community, ok
from tests.races import all_waiting, settled
from tests.races.evidence import gives, proposes

POLICY = {"quorum": 1, "min_sites": 1, "min_environments": 1, "min_failures": 2, "max_failure_share": 0.5}


async def _told(organization: Organization, *kinds: str) -> list[str]:
    rows = await organization.link.fetch(
        "SELECT kind FROM event WHERE kind = ANY($1) ORDER BY xid, position", list(kinds)
    )
    return [row["kind"] for row in rows]


async def _to_validate(organization: Organization) -> tuple[Person, Person, str, str, UUID]:
    """Who coordinates, who is a member, an environment of theirs, a solution proposed, and their membership."""
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    await joins(bob)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await proposes(ann, problem["id"])
    membership = await organization.link.fetchval("SELECT id FROM membership WHERE member_id = $1", bob.id)
    return ann, bob, await keeps(organization, bob, "Zürich"), solution, membership


async def test_who_was_removed_while_they_waited_to_validate_is_told_of_after_the_removal(
    organization: Organization,
) -> None:
    ann, bob, here, solution, _ = await _to_validate(organization)
    path = f"/communities/network/memberships/{bob.id}"
    tag = (await ann.get(path)).headers["ETag"]
    giving = gives(bob, solution, here)
    async with all_waiting(organization, "solution", [UUID(solution)], giving) as (waiting,):
        removed = await ann.delete(path, tag=tag)
        assert removed.status_code == 204, removed.text
    answer = await waiting
    assert answer.status_code == 201, answer.text
    assert answer.json()["counts_reason"] == "observer"
    assert await _told(organization, "validation.given", "membership.ended") == ["membership.ended", "validation.given"]
    await settled(organization, [answer])


async def test_who_validated_while_their_removal_waited_is_told_of_before_it(organization: Organization) -> None:
    ann, bob, here, solution, membership = await _to_validate(organization)
    path = f"/communities/network/memberships/{bob.id}"
    tag = (await ann.get(path)).headers["ETag"]
    async with all_waiting(organization, "membership", [membership], ann.delete(path, tag=tag), lock="SHARE") as (
        gone,
    ):
        validation = ok(await gives(bob, solution, here))
    assert (await gone).status_code == 204
    assert validation["counts_reason"] == "counts"
    assert await _told(organization, "validation.given", "membership.ended") == ["validation.given", "membership.ended"]
    assert (await ann.read(f"/solutions/{solution}"))["status"] == "validated"
    await settled(organization, [await gone])


async def test_who_was_taken_in_while_their_deactivation_waited_is_told_of_before_it(
    organization: Organization,
) -> None:
    ada = await organization.member("Ada", role="administrator")
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, slug="desktops")
    await found_community(ann, slug="network")
    await joins(bob, "desktops")
    item = {"title": "Ask the vendor", "owner_id": str(bob.id)}
    await ann.make("/communities/desktops/action-items", item)
    leaving = ada.put(f"/members/{bob.id}/deactivation")
    async with all_waiting(organization, "member", [bob.id], leaving, lock="SHARE") as (gone,):
        await ann.make("/communities/network/memberships", {"member_id": str(bob.id), "role": "member"})
        begun = await organization.link.fetchval("SELECT max(xid::text::bigint) FROM event")
    ok(await gone)
    told = await _told(organization, "membership.begun", "member.deactivated")
    assert told[-2:] == ["membership.begun", "member.deactivated"]
    left = "SELECT min(xid::text::bigint) FROM event WHERE kind = 'member.deactivated'"
    assert await organization.link.fetchval(left) > begun
    await settled(organization, [await gone])
