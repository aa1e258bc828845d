"""What a front end draws a page from: everything is there in one or two requests, equal to what its parts say."""

from typing import Any

from app.models.home import HomeShown
from app.models.solution import AssessmentPage
from tests.environments import joins, keeps
from tests.people import Organization, Person, found_community, ok

POLICY = {"quorum": 2, "min_sites": 1, "min_environments": 1}
TEXT = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}
ASSESSED = ("solution", "status", "reasons", "missing", "counted", "harm_reported", "assessed_at", "process_version")


async def _tried(organization: Organization) -> tuple[Person, Person, list[Any]]:
    """Ann's problem with a solution that Bob confirmed, and a draft."""
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, slug="network", process={"validation_policy": POLICY})
    await joins(bob)
    await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solutions = [await ann.make("/problems/network-1/solutions", TEXT | {"title": title}) for title in ("One", "Two")]
    ok(await ann.put(f"/solutions/{solutions[0]['id']}/proposal"))
    given = {
        "environment_id": await keeps(organization, bob, "Geneva"),
        "revision": 1,
        "outcome": "confirmed",
        "evidence": "Yes.",
    }
    await bob.make(f"/solutions/{solutions[0]['id']}/validations", given)
    return ann, bob, solutions


async def test_a_problem_and_the_assessments_of_its_solutions_say_all_that_a_page_about_it_shows(
    organization: Organization,
) -> None:
    ann, bob, solutions = await _tried(organization)
    for person in (ann, bob, await organization.member("Cy")):
        problem = await person.read("/problems/network-1")
        page = await person.read("/problems/network-1/assessments")
        AssessmentPage.model_validate(page)
        assert [each["solution"]["id"] for each in page["items"]] == [each["id"] for each in problem["solutions"]]
        for line, solution in zip(page["items"], solutions, strict=True):
            whole = await person.read(f"/solutions/{solution['id']}/assessment")
            assert {name: line[name] for name in ASSESSED} == {name: whole[name] for name in ASSESSED}
            itself = await person.read(f"/solutions/{solution['id']}")
            assert line["allowed_actions"] == itself["allowed_actions"]
    assert [each["status"] for each in page["items"]] == ["proposed", "draft"]


async def test_a_home_is_what_its_lists_say(organization: Organization) -> None:
    ann, bob, solutions = await _tried(organization)
    tag = (await ann.get(f"/solutions/{solutions[0]['id']}")).headers["ETag"]
    text = {"summary": "Pin it.", "steps": "Set it to 1250."}
    answer = await ann.client.post(
        f"/api/v1/solutions/{solutions[0]['id']}/revisions", json=text, headers={"If-Match": tag}
    )
    assert answer.status_code == 201
    await ann.make("/communities/network/action-items", {"title": "Tell the sites", "owner_id": str(bob.id)})
    # Elsewhere, where Bob may read and is not.
    cy = await organization.member("Cy")
    await found_community(cy, slug="elsewhere")
    await organization.settled()
    home = await bob.read("/me/home")
    HomeShown.model_validate(home)
    assert home["memberships"] == await bob.all("/me/memberships")
    assert home["action_items"] == await bob.all("/me/action-items") != []
    assert home["carry_overs"] == await bob.all("/validations", carry_over="true") != []
    assert home["changes"] == (await bob.read("/events", order="newest", community="network", limit=20))["items"]
    nobody_s = await (await organization.member("Di")).read("/me/home")
    assert nobody_s == {"memberships": [], "action_items": [], "carry_overs": [], "changes": []}


async def test_a_home_that_did_not_change_is_not_sent_again(organization: Organization) -> None:
    ann, _, _ = await _tried(organization)
    tag = (await ann.get("/me/home")).headers["ETag"]
    again = await ann.client.get("/api/v1/me/home", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_home_tells_nothing_of_a_community_that_was_left(organization: Organization) -> None:
    ann, bob, _ = await _tried(organization)
    gone = await ann.delete(f"/communities/network/memberships/{bob.id}", tag=await _tag(ann, bob))
    assert gone.status_code == 204
    home = await bob.read("/me/home")
    assert (home["memberships"], home["changes"]) == ([], [])


async def _tag(coordinator: Person, member: Person) -> str:
    return str((await coordinator.get(f"/communities/network/memberships/{member.id}")).headers["ETag"])
