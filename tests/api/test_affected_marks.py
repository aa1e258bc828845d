"""Affected marks through the door: "we have this too"."""

import asyncio
from uuid import uuid4

import pytest

from app.http.requests import PREFIX
from app.models.affected_mark import AffectedMarkLine, AffectedMarkPage, AffectedMarkShown
from tests import rows
from tests.people import Organization, Person, found_community, ok, refused

MARKS = "/problems/network-1/affected-marks"
PROBLEM = {"title": "VPN drops", "statement": "It drops each hour."}


@pytest.fixture
async def ann(organization: Organization) -> Person:
    """Ann coordinates an open community with one problem, and works in Geneva."""
    ann = await organization.member("Ann", site_id=str(await rows.site(organization)))
    await found_community(ann)
    await ann.make("/communities/network/problems", PROBLEM)
    return ann


async def desktops(organization: Organization, machines: int = 100, *, retired: bool = False) -> str:
    oslo = await rows.site(organization, f"OSL{uuid4().hex[:4]}")
    return str(await rows.environment(organization, oslo, machines=machines, retired=retired))


async def reach(person: Person) -> tuple[int, int, int]:
    found = (await person.read("/problems/network-1"))["reach"]
    return found["people"], found["sites"], found["machines"]


async def test_person_marks_an_environment_and_changes_the_mark(organization: Organization, ann: Person) -> None:
    bob = await organization.member("Bob")
    environment = await desktops(organization)
    path = f"{MARKS}/{environment}"
    first = await bob.put(path, {"machines": 40, "comment": "The second floor."})
    made = ok(first)
    shown = AffectedMarkShown.model_validate(made)
    assert (first.status_code, shown.version, shown.machines, shown.member.name) == (201, 1, 40, "Bob")
    assert shown.environment is not None
    assert shown.site is not None
    assert first.headers["Location"].endswith(f"{PREFIX}/problems/{shown.problem.id}/affected-marks/{environment}")
    read = await bob.get(path)
    assert (read.content, read.headers["ETag"]) == (first.content, first.headers["ETag"])
    page = AffectedMarkPage.model_validate(await ann.read(MARKS))
    assert page.items == [AffectedMarkLine.model_validate({name: made[name] for name in AffectedMarkLine.model_fields})]
    assert await reach(ann) == (1, 1, 40)
    changed = await bob.put(path, {"machines": 50}, tag=first.headers["ETag"])
    assert (changed.status_code, ok(changed)["machines"], ok(changed)["version"]) == (200, 50, 2)
    problem, place = made["problem"]["id"], environment
    assert await rows.events(organization, made["id"]) == [
        ("affected_mark.made", {"problem_id": problem, "environment_id": place, "machines": 40}),
        (
            "affected_mark.changed",
            {"problem_id": problem, "machines": 50, "version": 2, "fields": ["comment", "machines"]},
        ),
    ]


async def test_same_mark_again_answers_what_stands(organization: Organization, ann: Person) -> None:
    environment = await desktops(organization)
    made = await ann.put(f"{MARKS}/{environment}", {"machines": 40})
    again = await ann.put(f"{MARKS}/{environment}", {"machines": 40})
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.content == made.content
    assert len(await rows.events(organization, ok(made)["id"])) == 1


async def test_change_and_taking_back_need_the_marks_tag(organization: Organization, ann: Person) -> None:
    path = f"{MARKS}/{await desktops(organization)}"
    refused(await ann.put(path, {"machines": 1}, tag='"1-x"'), 412, "precondition_failed")
    old = (await ann.put(path, {"machines": 1})).headers["ETag"]
    refused(await ann.put(path, {"machines": 2}), 428, "precondition_required")
    ok(await ann.put(path, {"machines": 2}, tag=old))
    refused(await ann.put(path, {"machines": 3}, tag=old), 412, "precondition_failed")
    refused(await ann.delete(path), 428, "precondition_required")
    refused(await ann.delete(path, tag=old), 412, "precondition_failed")
    assert (await ann.delete(path, tag=(await ann.get(path)).headers["ETag"])).status_code == 204


async def test_mark_taken_back_leaves_room_for_another(organization: Organization, ann: Person) -> None:
    environment = await desktops(organization)
    path = f"{MARKS}/{environment}"
    first = ok(await ann.put(path, {"machines": 1}))
    assert (await ann.read("/problems/network-1"))["affected_by_me"] is True
    gone = await ann.delete(path, tag="*")
    assert (gone.status_code, gone.content) == (204, b"")
    assert await ann.all(MARKS) == []
    assert await reach(ann) == (0, 0, 0)
    assert (await ann.read("/problems/network-1"))["affected_by_me"] is False
    refused(await ann.get(path), 404, "not_found")
    refused(await ann.delete(path, tag="*"), 404, "not_found")
    second = await ann.put(path, {"machines": 2})
    assert second.status_code == 201
    assert ok(second)["id"] != first["id"]
    assert (await rows.events(organization, first["id"]))[1:] == [
        ("affected_mark.withdrawn", {"problem_id": first["problem"]["id"], "environment_id": environment})
    ]
    kept = await organization.link.fetchval("SELECT count(*) FROM affected_mark WHERE withdrawn_at IS NOT NULL")
    assert kept == 1


async def test_mark_without_environment_counts_the_person_and_their_site(ann: Person) -> None:
    made = ok(await ann.put(f"{MARKS}/none", {}))
    assert (made["environment"], made["site"]["code"], made["machines"]) == (None, "GVA", 0)
    assert await reach(ann) == (1, 1, 0)
    answer = await ann.put(f"{MARKS}/none", {"machines": 1}, tag="*")
    assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/machines"


async def test_one_marks_each_environment_once_and_none_besides(organization: Organization, ann: Person) -> None:
    one, two = await desktops(organization, 10), await desktops(organization, 10)
    for address in (one, two, "none"):
        assert (await ann.put(f"{MARKS}/{address}", {})).status_code == 201
        assert (await ann.put(f"{MARKS}/{address}", {})).status_code == 200
    assert len(await ann.all(MARKS, limit=2)) == 3
    assert await reach(ann) == (1, 3, 0)


async def test_ten_marks_at_once_are_one(organization: Organization, ann: Person) -> None:
    path = f"{MARKS}/{await desktops(organization)}"
    answers = await asyncio.gather(*(ann.put(path, {"machines": 5}) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len(await ann.all(MARKS)) == 1


async def test_machines_are_at_most_the_environments(organization: Organization, ann: Person) -> None:
    path = f"{MARKS}/{await desktops(organization, 10)}"
    for machines in (11, -1, 2**31):
        answer = await ann.put(path, {"machines": machines})
        assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/machines"
    ok(await ann.put(path, {"machines": 10}))


async def test_only_environments_in_use_are_marked(organization: Organization, ann: Person) -> None:
    retired = await desktops(organization, retired=True)
    refused(await ann.put(f"{MARKS}/{retired}", {}), 422, "environment_retired")
    for address in (str(uuid4()), "nothing"):
        refused(await ann.put(f"{MARKS}/{address}", {}), 404, "not_found")
        refused(await ann.get(f"{MARKS}/{address}"), 404, "not_found")


async def test_mark_on_what_was_retired_since_can_be_taken_back(organization: Organization, ann: Person) -> None:
    environment = await desktops(organization)
    ok(await ann.put(f"{MARKS}/{environment}", {}))
    await organization.link.execute("UPDATE environment SET retired_at = now()")
    assert (await ann.delete(f"{MARKS}/{environment}", tag="*")).status_code == 204


async def test_marks_are_made_by_persons(organization: Organization, ann: Person) -> None:
    robot = await organization.member("Robot", kind="service")
    await rows.join(organization, "network", robot)
    refused(await robot.put(f"{MARKS}/none", {}), 403, "forbidden")
    assert "mark_affected" not in (await robot.read("/problems/network-1"))["allowed_actions"]
    assert "mark_affected" in (await ann.read("/problems/network-1"))["allowed_actions"]


async def test_marks_in_a_closed_community_are_as_nothing_to_others(organization: Organization, ann: Person) -> None:
    bob = await organization.member("Bob")
    for visibility in ("listed", "private"):
        slug = (await found_community(ann, slug=visibility, visibility=visibility))["slug"]
        problem = await ann.make(f"/communities/{slug}/problems", PROBLEM)
        path = f"/problems/{problem['id']}/affected-marks"
        ok(await ann.put(f"{path}/none", {}))
        refused(await bob.get(path), 404, "not_found")
        refused(await bob.put(f"{path}/none", {}), 404, "not_found")
        refused(await bob.get(f"{path}/none"), 404, "not_found")
        refused(await bob.delete(f"{path}/none", tag="*"), 404, "not_found")


async def test_marks_on_duplicates_stay_there_and_count_at_the_root(organization: Organization, ann: Person) -> None:
    bob = await organization.member("Bob")
    await ann.make("/communities/network/problems", PROBLEM)
    environment = await desktops(organization)
    ok(await ann.put(f"{MARKS}/{environment}", {"machines": 10}))
    ok(await bob.put(f"/problems/network-2/affected-marks/{environment}", {"machines": 30}))
    root = (await ann.read("/problems/network-1"))["id"]
    ok(await ann.put("/problems/network-2/closure", {"reason": "duplicate", "duplicate_of_id": root}))
    assert await reach(ann) == (2, 1, 30)
    assert [mark["member"]["name"] for mark in await ann.all(MARKS)] == ["Ann"]
    ok(await ann.delete("/problems/network-2/closure", tag="*"))
    assert await reach(ann) == (1, 1, 10)
