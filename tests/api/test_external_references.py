"""External references through the door: what a program brings under a name of its own is there once."""

from collections.abc import Callable
from typing import Any

import pytest

from app.models.external_reference import ExternalReferenceShown
from tests import rows
from tests.people import Answer, Organization, Person, found_community, ok, refused
from tests.replay import disagreements

PROBLEM = {"title": "VPN drops", "statement": "It drops each hour."}
REFERENCE = {"system": "rt", "key": "4711", "url": "https://rt.example.org/4711"}
REFERRED = {"external_reference": REFERENCE}
PROBLEMS, COMMENTS = "/communities/network/problems", "/problems/network-1/comments"
MARK = "/problems/network-1/affected-marks/none"


@pytest.fixture
async def ann(organization: Organization) -> Person:
    """Ann coordinates an open community, and posted a problem there."""
    ann = await organization.member("Ann")
    await found_community(ann)
    await ann.make(PROBLEMS, PROBLEM)
    return ann


async def said(organization: Organization) -> int:
    """How many events there are."""
    counted: int = await organization.link.fetchval("SELECT count(*) FROM event")
    return counted


async def again(organization: Organization, answer: Answer, asked: Any) -> Any:
    """Holds that the same once more is answered by what it made, and makes nothing; gives what is answered."""
    before = await said(organization)
    found = await asked
    assert (answer.status_code, found.status_code) == (201, 200), found.text
    assert "Location" not in found.headers
    assert ok(found)["id"] == ok(answer)["id"]
    assert await said(organization) == before
    assert await disagreements(organization.link) == []
    return ok(found)


async def test_a_problem_that_comes_again_is_the_one_that_it_made(organization: Organization, ann: Person) -> None:
    robot = await organization.member("Robot", kind="service")
    await rows.join(organization, "network", robot)
    made = await robot.post(PROBLEMS, {**PROBLEM, **REFERRED})
    assert ok(made)["external_reference"] == REFERENCE
    assert ExternalReferenceShown.model_validate(ok(made)["external_reference"])
    other = {**PROBLEM, "title": "Other words", "severity": "critical"}
    found = await again(organization, made, robot.post(PROBLEMS, {**other, **REFERRED}))
    assert found == ok(made)
    by_ann = await again(
        organization, made, ann.post(PROBLEMS, {**other, "external_reference": {**REFERENCE, "url": None}})
    )
    assert (by_ann["author"]["name"], by_ann["title"], by_ann["external_reference"]) == (
        "Robot",
        "VPN drops",
        REFERENCE,
    )
    assert [each["key"] for each in await ann.all(PROBLEMS)] == ["network-2", "network-1"]


@pytest.mark.parametrize("kind", ["problem", "solution", "validation"])
async def test_a_comment_that_comes_again_is_the_one_that_it_made(
    organization: Organization, ann: Person, kind: str
) -> None:
    problem = (await ann.read("/problems/network-1"))["id"]
    solution = await rows.solution(organization, problem, ann)
    environment = await rows.environment(organization, await rows.site(organization))
    validation = await rows.validation(organization, solution, environment, ann)
    about = {"problem": problem, "solution": solution, "validation": validation}[kind]
    path = f"/{kind}s/{about}/comments"
    made = await ann.post(path, {"body": "From the ticket.", **REFERRED})
    assert ok(made)["external_reference"] == REFERENCE
    assert await again(organization, made, ann.post(path, {"body": "Edited there.", **REFERRED})) == ok(made)
    await ann.make(f"/comments/{ok(made)['id']}/withdrawal")
    taken_back = await again(organization, made, ann.post(path, {"body": "Once more.", **REFERRED}))
    assert (taken_back["body"], taken_back["external_reference"]) == (None, REFERENCE)
    assert len(await ann.all(path)) == 1


async def test_a_comment_that_comes_again_to_another_problem_stays_where_it_is(
    organization: Organization, ann: Person
) -> None:
    await ann.make(PROBLEMS, PROBLEM)
    made = await ann.post(COMMENTS, {"body": "From the ticket.", **REFERRED})
    await again(organization, made, ann.post("/problems/network-2/comments", {"body": "Merged.", **REFERRED}))
    assert await ann.all("/problems/network-2/comments") == []


async def test_a_mark_that_comes_again_is_the_one_that_it_made(organization: Organization, ann: Person) -> None:
    bob = await organization.member("Bob")
    made = await bob.put(MARK, {"comment": "Upstairs.", **REFERRED})
    assert (ok(made)["external_reference"], ok(made)["withdrawn_at"]) == (REFERENCE, None)
    assert await again(organization, made, bob.put(MARK, {"comment": "Downstairs.", **REFERRED})) == ok(made)
    site = await rows.site(organization)
    place = f"/problems/network-1/affected-marks/{await rows.environment(organization, site)}"
    assert (await again(organization, made, bob.put(place, {"machines": 9, **REFERRED})))["environment"] is None
    by_ann = await again(organization, made, ann.put(MARK, {**REFERRED}))
    assert (by_ann["member"]["name"], by_ann["allowed_actions"]) == ("Bob", [])
    assert len(await ann.all("/problems/network-1/affected-marks")) == 1


async def test_a_mark_that_was_taken_back_does_not_come_again(organization: Organization, ann: Person) -> None:
    made = await ann.put(MARK, REFERRED)
    assert (await ann.delete(MARK, tag=made.headers["ETag"])).status_code == 204
    found = await again(organization, made, ann.put(MARK, REFERRED))
    assert found["withdrawn_at"] is not None
    assert found["allowed_actions"] == []
    assert (await ann.read("/problems/network-1"))["reach"]["people"] == 0
    assert (await ann.put(MARK, {"external_reference": {**REFERENCE, "key": "4712"}})).status_code == 201


async def test_a_second_ticket_finds_the_mark_that_stands(organization: Organization, ann: Person) -> None:
    made = await ann.put(MARK, {"comment": "Upstairs."})
    before = await said(organization)
    other = {"external_reference": {**REFERENCE, "key": "4712"}}
    refused(await ann.put(MARK, {"comment": "Downstairs.", **REFERRED}), 428, "precondition_required")
    stands = await ann.put(MARK, {"comment": "Upstairs.", **REFERRED})
    assert (stands.status_code, ok(stands)["id"], ok(stands)["version"]) == (200, ok(made)["id"], 1)
    assert await said(organization) == before
    changed = await ann.put(MARK, {"comment": "Downstairs.", **other}, tag=stands.headers["ETag"])
    assert (changed.status_code, ok(changed)["version"]) == (200, 2)
    assert ok(changed)["external_reference"] == REFERENCE
    assert await rows.events(organization, ok(made)["id"]) == [
        ("affected_mark.made", {"problem_id": ok(made)["problem"]["id"], "environment_id": None, "machines": 0}),
        (
            "affected_mark.changed",
            {"problem_id": ok(made)["problem"]["id"], "machines": 0, "version": 2, "fields": ["comment"]},
        ),
    ]
    for reference in (REFERRED, other):
        assert (await ann.put(MARK, {"comment": "Nowhere.", **reference})).json() == ok(changed)


async def test_a_reference_is_one_for_a_community_a_kind_a_system_and_a_key(ann: Person) -> None:
    await found_community(ann, slug="desktops")
    made = [
        await ann.post(PROBLEMS, {**PROBLEM, **REFERRED}),
        await ann.post("/communities/desktops/problems", {**PROBLEM, **REFERRED}),
        await ann.post(COMMENTS, {"body": "4711", **REFERRED}),
        await ann.put(MARK, REFERRED),
        *[
            await ann.post(PROBLEMS, {**PROBLEM, "external_reference": {**REFERENCE, **other}})
            for other in ({"system": "jira"}, {"key": "4712"}, {"key": "４７１１"}, {"key": "a"}, {"key": "A"})
        ],
    ]
    assert [answer.status_code for answer in made] == [201] * len(made)
    assert len({ok(answer)["id"] for answer in made}) == len(made)


async def test_what_came_by_no_program_has_no_reference(ann: Person) -> None:
    assert (await ann.read("/problems/network-1"))["external_reference"] is None
    assert (await ann.make(COMMENTS, {"body": "Mine.", "external_reference": None}))["external_reference"] is None
    assert ok(await ann.put(MARK, {}))["external_reference"] is None


Bringing = Callable[[Person, dict[str, Any]], Any]
BRINGING: dict[str, Bringing] = {
    "problem": lambda person, reference: person.post(PROBLEMS, {**PROBLEM, **reference}),
    "comment": lambda person, reference: person.post(COMMENTS, {"body": "Here.", **reference}),
    "mark": lambda person, reference: person.put(MARK, reference),
}


@pytest.mark.parametrize("bring", BRINGING.values(), ids=BRINGING)
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"system": "RT"}, "#/external_reference/system"),
        ({"key": ""}, "#/external_reference/key"),
        ({"url": "ftp://rt.example.org/4711"}, "#/external_reference/url"),
        ({"id": "4711"}, "#/external_reference/id"),
    ],
)
async def test_a_reference_that_is_none_is_refused(
    ann: Person, bring: Bringing, wrong: dict[str, str], pointer: str
) -> None:
    answer = await bring(ann, {"external_reference": {**REFERENCE, **wrong}})
    assert [error["pointer"] for error in refused(answer, 422, "invalid")["errors"]] == [pointer]


@pytest.mark.parametrize("bring", BRINGING.values(), ids=BRINGING)
async def test_who_may_not_make_a_thing_does_not_find_it_either(
    organization: Organization, ann: Person, bring: Bringing
) -> None:
    ok(await bring(ann, REFERRED))
    robot = await organization.member("Robot", kind="service")
    refused(await bring(robot, REFERRED), 403, "forbidden")


@pytest.mark.parametrize("visibility", ["listed", "private"])
async def test_hidden_references_are_nothing_to_those_outside(
    organization: Organization, ann: Person, visibility: str
) -> None:
    bob = await organization.member("Bob")
    slug = (await found_community(bob, slug="quiet", visibility=visibility))["slug"]
    hidden = await bob.make(f"/communities/{slug}/problems", {**PROBLEM, **REFERRED})
    ok(await bob.post(f"/problems/{hidden['id']}/comments", {"body": "Here.", **REFERRED}))
    ok(await bob.put(f"/problems/{hidden['id']}/affected-marks/none", REFERRED))
    refused(await ann.post(f"/communities/{slug}/problems", {**PROBLEM, **REFERRED}), 404, "not_found")
    refused(await ann.post(f"/problems/{hidden['id']}/comments", {"body": "?", **REFERRED}), 404, "not_found")
    refused(await ann.put(f"/problems/{hidden['id']}/affected-marks/none", REFERRED), 404, "not_found")
    for bring in BRINGING.values():
        assert (await bring(ann, REFERRED)).status_code == 201


async def test_the_same_reference_with_a_key_of_its_own_is_answered_alike_each_time(ann: Person) -> None:
    made = await ann.post(PROBLEMS, {**PROBLEM, **REFERRED}, key="first")
    found = await ann.post(PROBLEMS, {**PROBLEM, **REFERRED}, key="second")
    assert (made.status_code, found.status_code, ok(found)["id"]) == (201, 200, ok(made)["id"])
    ok(await ann.change(f"/problems/{ok(made)['id']}", {"severity": "critical"}))
    for key, first in (("first", made), ("second", found)):
        replayed = await ann.post(PROBLEMS, {**PROBLEM, **REFERRED}, key=key)
        assert (replayed.status_code, replayed.json()) == (first.status_code, first.json())
        assert replayed.headers["Idempotency-Replayed"] == "true"
    assert ok(await ann.post(PROBLEMS, {**PROBLEM, **REFERRED}))["severity"] == "critical"


async def test_what_is_refused_keeps_no_reference(organization: Organization, ann: Person) -> None:
    unknown = {**PROBLEM, "parent_id": "network-99"}
    refused(await ann.post(PROBLEMS, {**unknown, **REFERRED}), 422, "unknown_reference")
    refused(await ann.put(MARK, {"machines": 5, **REFERRED}), 422, "invalid")
    assert await organization.link.fetchval("SELECT count(*) FROM external_reference") == 0
    for bring in BRINGING.values():
        assert (await bring(ann, REFERRED)).status_code == 201
