"""Solutions, from a draft to one that peers vouch for."""

from typing import Any
from uuid import UUID

from app.http.requests import PREFIX
from app.models.solution import Coverage, SolutionAssessment, SolutionRevisionShown, SolutionShown
from app.models.validation import ValidationShown
from tests import rows
from tests.derivation import differences
from tests.environments import joins, keeps
from tests.people import Organization, Person, found_community, ok, refused
from tests.replay import disagreements

POLICY = {"quorum": 2, "min_sites": 2, "min_environments": 2, "min_failures": 1, "max_failure_share": 0.5}
TEXT = {"summary": "Pin the MTU.", "steps": "Set it to 1300."}


async def proposed(ann: Person, **given: Any) -> dict[str, Any]:
    """A proposed solution by Ann in a community of hers."""
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await ann.make(f"/problems/{problem['id']}/solutions", {"title": "Pin the MTU", **TEXT, **given})
    return dict(ok(await ann.put(f"/solutions/{solution['id']}/proposal")))


async def test_a_solution_is_validated_once_the_policy_is_met_and_says_why(organization: Organization) -> None:
    ann, bob, eve = [await organization.member(name) for name in ("Ann", "Bob", "Eve")]
    solution = await proposed(ann)
    path = f"/solutions/{solution['id']}"
    for person in (bob, eve):
        await joins(person)
    here = await keeps(organization, bob, "Lyon")
    there = await keeps(organization, eve, "Oslo")

    assessment = await ann.read(f"{path}/assessment")
    SolutionAssessment.model_validate(assessment)
    assert assessment["status"] == "proposed"
    assert [(piece["kind"], piece["count"]) for piece in assessment["missing"]] == [
        ("confirmation", 2),
        ("site", 2),
        ("environment", 2),
    ]
    assert {candidate["member"]["name"] for candidate in assessment["candidates"]} == {"Bob", "Eve"}

    given = {"revision": 1, "outcome": "confirmed", "evidence": "No drop in a week."}
    validation = await bob.make(f"{path}/validations", {"environment_id": here, **given})
    ValidationShown.model_validate(validation)
    assert (validation["counts"], validation["counts_reason"]) == (True, "counts")
    halfway = await ann.read(f"{path}/assessment")
    assert [piece["kind"] for piece in halfway["missing"]] == ["confirmation", "site", "environment"]
    assert [candidate["member"]["name"] for candidate in halfway["candidates"]] == ["Eve"]
    await eve.make(f"{path}/validations", {"environment_id": there, **given})

    shown = await ann.read(path)
    SolutionShown.model_validate(shown)
    assert shown["status"] == "validated"
    assert [person["name"] for person in shown["validators"]] == ["Bob", "Eve"]
    done = await ann.read(f"{path}/assessment")
    assert [reason["code"] for reason in done["reasons"]] == [
        "quorum_reached",
        "sites_reached",
        "environments_reached",
    ]
    assert done["missing"] == done["candidates"] == []
    assert done["next_assessment_at"] is not None
    assert [change["status"] for change in done["history"]] == ["validated", "proposed"]
    assert (await ann.read(f"/problems/{shown['problem']['key']}"))["state"] == "solved"
    kinds = await organization.link.fetch("SELECT kind FROM event WHERE subject_id = $1", UUID(shown["id"]))
    assert [row["kind"] for row in kinds].count("solution.status_changed") == 2


async def test_a_withdrawn_validation_gives_back_the_one_before_it(organization: Organization) -> None:
    ann, bob = [await organization.member(name) for name in ("Ann", "Bob")]
    solution = await proposed(ann)
    path = f"/solutions/{solution['id']}"
    await joins(bob)
    here = await keeps(organization, bob, "Lyon")
    said = {"environment_id": here, "revision": 1, "evidence": "Tried."}
    await bob.make(f"{path}/validations", {**said, "outcome": "confirmed"})
    failed = await bob.make(f"{path}/validations", {**said, "outcome": "failed", "harm": True})
    warned = await ann.read(path)
    assert (warned["status"], warned["harm_reported"]) == ("contested", True)
    ok(await bob.post(f"/validations/{failed['id']}/withdrawal", {"reason": "It was the cable."}))
    after = await ann.read(path)
    assert (after["status"], after["harm_reported"]) == ("proposed", False)
    assert (await ann.read(f"{path}/assessment"))["counted"]["confirmed"] == 1
    refused(await bob.post(f"/validations/{failed['id']}/withdrawal", {"reason": "Again."}), 409, "already_withdrawn")


async def test_a_revision_with_other_steps_begins_a_line_and_validations_are_carried_over(
    organization: Organization,
) -> None:
    ann, bob = [await organization.member(name) for name in ("Ann", "Bob")]
    solution = await proposed(ann)
    path = f"/solutions/{solution['id']}"
    await joins(bob)
    here = await keeps(organization, bob, "Lyon")
    given = {"environment_id": here, "revision": 1, "outcome": "confirmed", "evidence": "Tried."}
    validation = await bob.make(f"{path}/validations", given)
    refused(await ann.post(f"{path}/revisions", {**TEXT, "steps": "Other."}), 428, "precondition_required")
    tag = (await ann.get(path)).headers["ETag"]

    async def revise(steps: str, tag: str) -> Any:
        headers = {"If-Match": tag}
        return await ann.client.post(f"/api/v1{path}/revisions", json={**TEXT, "steps": steps}, headers=headers)

    carried = await revise(TEXT["steps"], tag)
    assert ok(carried)["revision"] == 2
    assert (await bob.read(f"/validations/{validation['id']}"))["counts"]
    refused(await revise("Other.", tag), 412, "precondition_failed")
    assert ok(await revise("Other steps.", carried.headers["ETag"]))["revision"] == 3
    old = await bob.read(f"/validations/{validation['id']}")
    assert (old["counts"], old["counts_reason"]) == (False, "earlier_line")
    assert "carry_over_validation" in old["allowed_actions"]
    assert [item["id"] for item in await bob.all("/validations", carry_over=True)] == [old["id"]]
    new = await bob.make(f"/validations/{old['id']}/carry-over")
    assert (new["revision"], new["given_at"], new["counts"]) == (3, old["given_at"], True)
    assert new["carried_from_id"] == old["id"]
    assert (await ann.read(f"{path}/assessment"))["counted"]["confirmed"] == 1
    refused(await bob.post(f"/validations/{old['id']}/carry-over"), 409, "nothing_to_carry_over")
    revisions = await ann.all(f"{path}/revisions")
    assert [(each["revision"], each["begins_line"]) for each in revisions] == [(3, True), (2, False), (1, True)]
    SolutionRevisionShown.model_validate(await ann.read(f"{path}/revisions/2"))


async def test_a_failure_outside_the_applicability_is_a_limit_and_no_voice(organization: Organization) -> None:
    ann, bob = [await organization.member(name) for name in ("Ann", "Bob")]
    component = str(await rows.component(organization))
    requirement = {"component_id": component, "component_versions": ">=10.0.19045"}
    solution = await proposed(ann, applicability=[requirement])
    path = f"/solutions/{solution['id']}"
    assert solution["applicability"][0]["component_versions"] == ">=10.0.19045"
    await joins(bob)
    old = await keeps(organization, bob, "Lyon", {component: "10.0.18363"})
    new = await keeps(organization, bob, "Lyon", {component: "10.0.19045.3803"})
    unknown = await keeps(organization, bob, "Lyon", {component: None})
    given = {"revision": 1, "outcome": "failed", "evidence": "It did not help."}
    outside = await bob.make(f"{path}/validations", {"environment_id": old, **given})
    assert outside["counts_reason"] == "outside_applicability"
    also = await bob.make(f"{path}/validations", {"environment_id": unknown, **given})
    assert also["counts_reason"] == "outside_applicability"
    assert (await ann.read(path))["status"] == "proposed"
    await bob.make(f"{path}/validations", {"environment_id": new, **given})
    assert (await ann.read(path))["status"] == "contested"
    coverage = await ann.read(f"{path}/coverage")
    Coverage.model_validate(coverage)
    assert {cell["component_version"]: cell["failed"] for cell in coverage["cells"]} == {
        "10.0.19045.3803": 1,
        "10.0.18363": 1,
        None: 1,
    }
    assert len(coverage["limits"]) == 2


async def test_what_a_withdrawn_solution_succeeded_stands_for_itself_again(organization: Organization) -> None:
    ann, bob, eve = [await organization.member(name) for name in ("Ann", "Bob", "Eve")]
    first = await proposed(ann)
    key = first["problem"]["key"]
    one = f"/solutions/{first['id']}"
    for person, at in ((bob, "Lyon"), (eve, "Oslo")):
        await joins(person)
        given = {"revision": 1, "outcome": "confirmed", "evidence": "Held."}
        await person.make(f"{one}/validations", {**given, "environment_id": await keeps(organization, person, at)})
    second = await ann.make(f"/problems/{key}/solutions", {"title": "Other", **TEXT})
    assert ok(await ann.put(f"{one}/successor", {"successor_id": second["id"]}))["status"] == "superseded"
    assert (await ann.read(f"/problems/{key}"))["state"] == "open"
    ok(await ann.post(f"/solutions/{second['id']}/withdrawal", {"reason": "Worse."}))
    shown = await ann.read(one)
    assert (shown["status"], shown["successor"]) == ("validated", None)
    assert (await ann.read(f"/problems/{key}"))["state"] == "solved"
    told = [kind for kind, _ in await rows.events(organization, first["problem"]["id"])]
    assert told == ["problem.posted", *["problem.state_changed"] * 3]
    assert await differences(organization.link) == []
    assert await disagreements(organization.link) == []


async def test_successors_never_go_round_in_a_ring_and_a_superseded_one_can_stand_again(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    first = await proposed(ann)
    key = first["problem"]["key"]
    second = await ann.make(f"/problems/{key}/solutions", {"title": "Other", **TEXT})
    assert second["status"] == "draft"
    one, two = f"/solutions/{first['id']}", f"/solutions/{second['id']}"
    assert ok(await ann.put(f"{one}/successor", {"successor_id": second["id"]}))["status"] == "superseded"
    refused(await ann.put(f"{two}/successor", {"successor_id": first["id"]}), 409, "ring_of_solutions")
    refused(await ann.put(f"{two}/successor", {"successor_id": second["id"]}), 409, "ring_of_solutions")
    tag = (await ann.get(one)).headers["ETag"]
    assert ok(await ann.delete(f"{one}/successor", tag=tag))["status"] == "proposed"
    assert ok(await ann.post(f"{one}/withdrawal", {"reason": "Wrong."}))["status"] == "withdrawn"
    refused(await ann.put(f"{two}/successor", {"successor_id": first["id"]}), 409, "already_withdrawn")


async def test_a_revision_that_is_repeated_with_its_key_is_made_once_and_each_repetition_is_kept(
    organization: Organization,
) -> None:
    """What is answered again is as durable as the first answer: the repetition has written, and is committed."""
    ann = await organization.member("Ann")
    solution = await proposed(ann)
    headers = {"Idempotency-Key": "one", "If-Match": "*"}
    revision = {**TEXT, "summary": "Pin the MTU of the tunnel."}
    for _ in range(3):
        answer = await ann.client.post(f"{PREFIX}/solutions/{solution['id']}/revisions", json=revision, headers=headers)
        assert ok(answer)["revision"] == 2
    assert answer.headers["Idempotency-Replayed"] == "true"
    assert await organization.link.fetchval("SELECT replays FROM idempotency_key") == 2
