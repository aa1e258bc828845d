"""Statuses stay right however changes of what they rest on fall together."""

import asyncio
from uuid import UUID

from tests.environments import joins, keeps
from tests.people import Answer, Organization, Person, found_community, ok
from tests.races import another_instance, at_instance, settled, statuses, together
from tests.races.evidence import GIVEN, TEXT, gives, proposes

POLICY = {"quorum": 3, "min_sites": 1, "min_environments": 1, "min_failures": 2, "max_failure_share": 0.5}


async def _revised(author: Person, solution: str, tag: str, steps: str) -> Answer:
    return await author.client.post(
        f"/api/v1/solutions/{solution}/revisions",
        json={"summary": "Pin it.", "steps": steps},
        headers={"If-Match": tag},
    )


async def _kinds_of(organization: Organization, solution: str) -> list[str]:
    """What happened to a solution and to what was said of it, in the order told."""
    rows = await organization.link.fetch(
        "SELECT kind FROM event WHERE subject_id = $1 OR data ->> 'solution_id' = $2 ORDER BY xid, position",
        UUID(solution),
        solution,
    )
    return [row["kind"] for row in rows]


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
        solution = await proposes(ann, problem["id"])

        answers = await together(
            organization,
            "problem",
            problem["id"],
            *(gives(person, solution, environment) for person, environment in validators),
        )
        assert statuses(answers) == [201] * 8
        assert (await ann.read(f"/solutions/{solution}"))["status"] == "validated"
        assert await _turned(organization, solution, "solution.status_changed", "validated") == 1
        assert await _turned(organization, problem["id"], "problem.state_changed", "solved") == 1
    await settled(organization)


async def test_two_solutions_of_one_problem_that_change_at_once_leave_its_state_right(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    (bob, here), (eve, there) = await _validators(organization, 2)
    for _ in range(15):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        first, second = await proposes(ann, problem["id"]), await proposes(ann, problem["id"])
        await bob.make(f"/solutions/{first}/validations", {"environment_id": here, **GIVEN})
        assert (await ann.read(f"/problems/{problem['id']}"))["state"] == "solved"
        withdrawn, given = await together(
            organization,
            "problem",
            problem["id"],
            ann.post(f"/solutions/{first}/withdrawal", {"reason": "Superseded by common sense."}),
            eve.post(f"/solutions/{second}/validations", {"environment_id": there, **GIVEN}),
        )
        ok(withdrawn)
        ok(given)
        assert (await ann.read(f"/problems/{problem['id']}"))["state"] == "solved"
    await settled(organization)


async def test_validations_revisions_and_withdrawals_at_once_leave_every_derived_state_right(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    validators = await _validators(organization, 6)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await proposes(ann, problem["id"])
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
        await settled(organization)


async def test_a_validation_against_the_withdrawal_of_its_solution_comes_before_it_or_is_refused(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    ((bob, here),) = await _validators(organization, 1)
    for turn in range(12):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        solution = await proposes(ann, problem["id"])
        doing = [gives(bob, solution, here), ann.post(f"/solutions/{solution}/withdrawal", {"reason": "Wrong."})]
        answers = await together(organization, "problem", problem["id"], *(doing if turn % 2 else reversed(doing)))
        assert statuses(answers) in ([200, 201], [200, 409])
        told = await _kinds_of(organization, solution)
        assert ("validation.given" in told) is (statuses(answers) == [200, 201])
        assert "validation.given" not in told[told.index("solution.withdrawn") :]
        assert (await ann.read(f"/solutions/{solution}"))["status"] == "withdrawn"
        await settled(organization, answers)


async def test_a_validation_against_a_new_revision_counts_on_the_line_that_it_names(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    ((bob, here),) = await _validators(organization, 1)
    for turn in range(12):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        solution = await proposes(ann, problem["id"])
        tag = (await ann.get(f"/solutions/{solution}")).headers["ETag"]
        begins = turn % 2 == 0
        doing = [
            gives(bob, solution, here),
            _revised(ann, solution, tag, "Set it to 1200." if begins else TEXT["steps"]),
            gives(bob, solution, here, revision=2),
        ]
        answers = await together(organization, "problem", problem["id"], *(doing if turn % 3 else reversed(doing)))
        assert statuses(answers) in ([201, 201, 201], [201, 201, 422])
        listed = await ann.all(f"/solutions/{solution}/validations")
        shown = {validation["revision"]: validation["counts_reason"] for validation in listed}
        assert shown[1] == ("earlier_line" if begins else "counts")
        assert shown.get(2, "counts") == "counts"
        confirmed = 2 in shown or not begins
        assert (await ann.read(f"/solutions/{solution}"))["status"] == ("validated" if confirmed else "proposed")
        await settled(organization, answers)


async def test_a_validation_against_the_removal_of_its_author_counts_if_it_comes_before(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    ((bob, here),) = await _validators(organization, 1)
    path = f"/communities/network/memberships/{bob.id}"
    for turn in range(12):
        problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
        solution = await proposes(ann, problem["id"])
        membership = await organization.link.fetchval("SELECT id FROM membership WHERE member_id = $1", bob.id)
        tag = (await ann.get(path)).headers["ETag"]
        doing = [gives(bob, solution, here), ann.delete(path, tag=tag)]
        held = ("problem", problem["id"]) if turn % 3 == 0 else ("membership", membership)
        answers = await together(organization, *held, *(doing if turn % 2 else reversed(doing)))
        assert statuses(answers) == [201, 204]
        rows = await organization.link.fetch(
            "SELECT kind FROM event WHERE kind = 'membership.ended' AND subject_id = $1"
            " OR kind = 'validation.given' AND data ->> 'solution_id' = $2 ORDER BY xid, position",
            membership,
            solution,
        )
        before = [row["kind"] for row in rows][-1] == "membership.ended"
        (validation,) = await ann.all(f"/solutions/{solution}/validations")
        assert validation["counts_reason"] == ("counts" if before else "observer")
        assert (await ann.read(f"/solutions/{solution}"))["status"] == ("validated" if before else "proposed")
        await settled(organization, answers)
        await joins(bob)


async def test_of_two_revisions_from_one_base_one_is_made(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await proposes(ann, problem["id"])
    async with another_instance(organization) as other:
        for turn in range(12):
            tag = (await ann.get(f"/solutions/{solution}")).headers["ETag"]
            answers = await together(
                organization,
                "problem",
                problem["id"],
                *(
                    _revised(person, solution, tag, f"Set it to {1300 + number}.")
                    for number, person in enumerate((ann, at_instance(other, ann), ann))
                ),
            )
            assert statuses(answers) == [201, 412, 412]
            assert (await ann.read(f"/solutions/{solution}"))["revision"] == turn + 2
            await settled(organization, answers)


async def test_one_validation_withdrawn_many_times_at_once_is_withdrawn_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann, slug="network", process={"validation_policy": {**POLICY, "quorum": 1}})
    ((bob, here),) = await _validators(organization, 1)
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await proposes(ann, problem["id"])
    for _ in range(12):
        validation = ok(await gives(bob, solution, here))["id"]
        path, reason = f"/validations/{validation}/withdrawal", {"reason": "My mistake."}
        answers = await together(organization, "problem", problem["id"], *(bob.post(path, reason) for _ in range(4)))
        assert statuses(answers) == [200, 409, 409, 409]
        await settled(organization, answers)
