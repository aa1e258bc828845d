"""Where much was given on a solution, an assessment reads only the last words; its answers stay the same."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.derivation import differences
from tests.environments import joins, keeps
from tests.people import Organization, Person, found_community, ok

POLICY = {"quorum": 2, "min_sites": 1, "min_environments": 1, "min_failures": 2, "max_failure_share": 0.5}
TEXT = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
OUTCOMES = ("confirmed", "failed", "confirmed", "partial", "confirmed")
MANY = 36
"""More than an assessment reads whole."""


async def _tried_often(organization: Organization) -> tuple[Person, list[tuple[Person, str]], str]:
    """A solution on which three members said this and that, over and over; its author, they, and its address."""
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    path = f"/solutions/{(await ann.make('/problems/network-1/solutions', TEXT))['id']}"
    ok(await ann.put(f"{path}/proposal"))
    people = []
    for number in range(3):
        person = await organization.member(f"Validator {number}")
        await joins(person)
        people.append((person, await keeps(organization, person, f"Site {number}")))
    for number in range(MANY):
        await _give(people[number % 3], path, OUTCOMES[number % 5], harm=number in (30, 33))
    return ann, people, path


async def _give(who: tuple[Person, str], path: str, outcome: str, *, harm: bool = False, revision: int = 1) -> Any:
    person, environment = who
    given = {"environment_id": environment, "revision": revision, "outcome": outcome, "evidence": "Seen.", "harm": harm}
    return await person.make(f"{path}/validations", given)


async def test_every_one_of_many_leaves_all_that_is_derived_as_the_whole_history_has_it(
    organization: Organization,
) -> None:
    _, people, path = await _tried_often(organization)
    assert await differences(organization.link) == []
    for number, outcome in enumerate(("failed", "failed", "confirmed", "confirmed", "partial", "confirmed", "partial")):
        await _give(people[number % 3], path, outcome, harm=number == 4)
        assert await differences(organization.link) == []
    assert (await people[0][0].read(f"{path}/assessment"))["status"] == "stale"


async def test_what_is_withdrawn_gives_the_one_before_it_back_among_many(organization: Organization) -> None:
    _, people, path = await _tried_often(organization)
    last = await _give(people[1], path, "failed", harm=True)
    ok(await people[1][0].post(f"/validations/{last['id']}/withdrawal", {"reason": "My mistake."}))
    assert await differences(organization.link) == []
    await _give(people[2], path, "confirmed")
    assert await differences(organization.link) == []


async def test_a_new_line_and_what_is_carried_over_to_it_count_as_they_should_among_many(
    organization: Organization,
) -> None:
    ann, people, path = await _tried_often(organization)
    tag = (await ann.get(path)).headers["ETag"]
    text = {"summary": "Pin it.", "steps": "Set it to 1250."}
    answer = await ann.client.post(f"/api/v1{path}/revisions", json=text, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.text
    assert (await ann.read(f"{path}/assessment"))["status"] == "proposed"
    await _give(people[0], path, "confirmed", revision=2)
    old = (await people[1][0].all("/validations", carry_over="true"))[0]
    ok(await people[1][0].post(f"/validations/{old['id']}/carry-over"))
    assert await differences(organization.link) == []
    await _give(people[2], path, "confirmed", revision=2)
    assert await differences(organization.link) == []


async def test_another_policy_reckons_all_of_many_anew(organization: Organization) -> None:
    ann, people, path = await _tried_often(organization)
    await organization.link.execute(
        "WITH adopted AS (UPDATE community SET process_version = 2 RETURNING id)"
        " INSERT INTO process_version (id, community_id, process_version, document, adopted_at, adopted_by_id)"
        " SELECT gen_random_uuid(), community_id, 2,"
        " jsonb_set(document, '{validation_policy,quorum}', '1'), adopted_at, adopted_by_id"
        " FROM process_version JOIN adopted ON adopted.id = community_id"
    )
    await _give(people[0], path, "partial")
    assert await differences(organization.link) == []
    assert (await ann.read(f"{path}/assessment"))["process_version"] == 2


async def test_a_clock_that_went_back_is_no_matter_among_many(organization: Organization) -> None:
    _, people, path = await _tried_often(organization)
    await organization.link.execute(
        "UPDATE solution SET assessed_at = assessed_at + $2 WHERE id = $1",
        UUID(path.removeprefix("/solutions/")),
        timedelta(hours=1),
    )
    await _give(people[0], path, "partial")
    await _give(people[1], path, "partial")
    assert await differences(organization.link) == []
