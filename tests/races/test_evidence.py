"""Statuses stay right however changes fall together: real requests, real connections, real commits."""

import asyncio
from typing import Any
from uuid import UUID

from tests.derivation import differences
from tests.environments import joins, keeps
from tests.people import Organization, Person, found_community, ok

POLICY = {"quorum": 3, "min_sites": 1, "min_environments": 1, "min_failures": 2, "max_failure_share": 0.5}
TEXT = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
GIVEN = {"revision": 1, "outcome": "confirmed", "evidence": "No drop in a week."}


async def _posted(ann: Person, problem: str) -> str:
    solution = await ann.make(f"/problems/{problem}/solutions", TEXT)
    ok(await ann.put(f"/solutions/{solution['id']}/proposal"))
    return str(solution["id"])


async def _validators(organization: Organization, count: int) -> list[tuple[Person, str]]:
    found = []
    for number in range(count):
        person = await organization.member(f"Validator {number}")
        await joins(person)
        found.append((person, await keeps(organization, person, f"Site {number % 3}")))
    return found


async def _turned(organization: Organization, subject: str, kind: str, value: str) -> int:
    count: int = await organization.link.fetchval(
        "SELECT count(*) FROM event WHERE subject_id = $1 AND kind = $2 AND coalesce(data ->> 'status',"
        " data ->> 'state') = $3",
        UUID(subject),
        kind,
        value,
    )
    return count


async def test_validators_who_cross_the_quorum_together_give_one_validated_and_one_event(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    validators = await _validators(organization, 8)
    for _ in range(12):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        solution = await _posted(ann, problem["id"])

        async def give(person: Person, environment: str, on: str = solution) -> Any:
            return await person.make(f"/solutions/{on}/validations", {"environment_id": environment, **GIVEN})

        await asyncio.gather(*(give(person, environment) for person, environment in validators))
        assert (await ann.read(f"/solutions/{solution}"))["status"] == "validated"
        assert await _turned(organization, solution, "solution.status_changed", "validated") == 1
        assert await _turned(organization, problem["id"], "problem.state_changed", "solved") == 1
    assert await differences(organization.link) == []


async def test_two_solutions_of_one_problem_that_change_at_once_leave_its_state_right(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    (bob, here), (eve, there) = await _validators(organization, 2)
    for _ in range(15):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        first, second = await _posted(ann, problem["id"]), await _posted(ann, problem["id"])
        await bob.make(f"/solutions/{first}/validations", {"environment_id": here, **GIVEN})
        assert (await ann.read(f"/problems/{problem['id']}"))["state"] == "solved"
        withdrawn, given = await asyncio.gather(
            ann.post(f"/solutions/{first}/withdrawal", {"reason": "Superseded by common sense."}),
            eve.post(f"/solutions/{second}/validations", {"environment_id": there, **GIVEN}),
        )
        ok(withdrawn)
        ok(given)
        assert (await ann.read(f"/problems/{problem['id']}"))["state"] == "solved"
    assert await differences(organization.link) == []


async def test_validations_revisions_and_withdrawals_at_once_leave_every_derived_state_right(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    validators = await _validators(organization, 6)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await _posted(ann, problem["id"])
    path = f"/solutions/{solution}"

    async def give_and_withdraw(person: Person, environment: str, outcome: str) -> None:
        given = {**GIVEN, "environment_id": environment, "outcome": outcome}
        validation = await person.make(f"{path}/validations", given)
        if outcome == "failed":
            ok(await person.post(f"/validations/{validation['id']}/withdrawal", {"reason": "My mistake."}))

    async def revise(number: int) -> None:
        tag = (await ann.get(path)).headers["ETag"]
        text = {"summary": "Pin it.", "steps": f"Set it to {1300 - number % 2}."}
        answer = await ann.client.post(f"/api/v1{path}/revisions", json=text, headers={"If-Match": tag})
        assert answer.status_code in (201, 412), answer.text

    for turn in range(6):
        outcome = "failed" if turn % 2 else "confirmed"
        await asyncio.gather(*(give_and_withdraw(*each, outcome) for each in validators), revise(turn), revise(turn))
        assert await differences(organization.link) == []
