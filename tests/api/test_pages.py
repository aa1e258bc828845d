"""What a front end draws a page from: everything is there in one or two requests, equal to what its parts say."""

import re
from pathlib import Path
from typing import Any

from app.models.community import CommunityShown
from app.models.home import HomeShown
from app.models.member import MeShown
from app.models.problem import ProblemPage, ProblemShown
from app.models.solution import AssessmentLine, AssessmentPage
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
    await ann.make(
        "/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday.", "form": "unstructured"}
    )
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
    listed = await bob.all("/validations", carry_over="true")
    assert [without(each, "problem") for each in home["carry_overs"]] == listed != []
    assert [each["problem"]["key"] for each in home["carry_overs"]] == ["network-1"]
    feed = (await bob.read("/events", order="newest", community="network", limit=20))["items"]
    assert [without(each, *NAMES) for each in home["changes"]] == feed
    nobody_s = await (await organization.member("Di")).read("/me/home")
    assert set(nobody_s) == set(HomeShown.model_fields)
    assert not any(nobody_s.values())


async def test_a_home_shows_what_one_could_validate_as_the_assessment_names_one(organization: Organization) -> None:
    ann, bob, solutions = await _tried(organization)
    cy, di = await organization.member("Cy"), await organization.member("Di")
    mine = await keeps(organization, cy, "Lyon")
    await keeps(organization, di, "Lyon")
    await keeps(organization, ann, "Lyon")
    await joins(cy)
    await joins(di, role="observer")
    one = solutions[0]
    candidates = (await ann.read(f"/solutions/{one['id']}/assessment"))["candidates"]
    assert [(each["member"]["id"], each["environment"]["id"]) for each in candidates] == [(str(cy.id), mine)]
    homes = {each.name: (await each.read("/me/home"))["to_validate"] for each in (ann, bob, cy, di)}
    problem = await ann.read("/problems/network-1")
    (seen,) = homes.pop("Cy")
    assert seen == {
        "community": problem["community"],
        "problem": {name: problem[name] for name in ("id", "key", "title")},
        "solution": {"id": one["id"], "title": "One"},
        "status": "proposed",
        "environments": [{"id": mine, "name": "Desktops"}],
    }
    assert not any(homes.values()), "an author, who has validated, an observer"
    given = {"environment_id": mine, "revision": 1, "outcome": "confirmed", "evidence": "Yes."}
    await cy.make(f"/solutions/{one['id']}/validations", given)
    assert (await cy.read("/me/home"))["to_validate"] == []


async def test_what_changed_is_named_so_that_it_can_be_drawn_without_asking_again(organization: Organization) -> None:
    ann, bob, solutions = await _tried(organization)
    one, problem = solutions[0]["id"], "/problems/network-1"
    (validation,) = await ann.all(f"/solutions/{one}/validations")
    await bob.make(f"{problem}/framings", {"title": "The tunnel's MTU", "statement": "It is too large."})
    await bob.make(f"{problem}/comments", {"body": "Here too."})
    await bob.make(f"/solutions/{one}/comments", {"body": "Which profile?"})
    await ann.make(f"/validations/{validation['id']}/comments", {"body": "Thank you."})
    await bob.make(f"/solutions/{one}/flags", {"kind": "unclear", "reason": "Which profile?"})
    ok(await bob.put(f"{problem}/affected-marks/none", {}))
    await ann.make(f"{problem}/ticket-links", {"system": "rt", "key": "4711"})
    await organization.settled()
    changes = (await ann.read("/me/home"))["changes"]
    for change in changes:
        assert change["community"]["id"] == change["community_id"]
        assert change["community"]["slug"] == "network"
    told = {(each["kind"], *(_said(each[name]) for name in NAMES[1:])) for each in changes}
    assert told == {
        ("community.founded", None, None, None, None),
        ("membership.begun", None, None, None, "Ann"),
        ("membership.begun", None, None, None, "Bob"),
        ("problem.posted", "network-1", None, None, None),
        ("solution.posted", "network-1", "One", None, None),
        ("solution.posted", "network-1", "Two", None, None),
        ("solution.proposed", "network-1", "One", None, None),
        ("solution.status_changed", "network-1", "One", None, None),
        ("validation.given", "network-1", "One", None, None),
        ("framing.offered", "network-1", None, None, None),
        ("comment.posted", "network-1", None, None, None),
        ("comment.posted", "network-1", "One", None, None),
        ("flag.raised", "network-1", "One", None, None),
        ("action_item.made", None, None, "Look at what was flagged as unclear: One", None),
        ("affected_mark.made", "network-1", None, None, None),
        ("ticket_link.made", "network-1", None, None, None),
    }
    on_solution_or_validation = [each for each in changes if each["kind"] == "comment.posted" and each["solution"]]
    assert len(on_solution_or_validation) == 2


async def test_who_asks_to_join_waits_in_the_homes_of_those_who_may_answer(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await found_community(ann, slug="network", process={"joining": "request"})
    await found_community(cy, slug="elsewhere", process={"joining": "request"})
    await bob.make("/communities/network/memberships", {"member_id": str(bob.id)})
    home = await ann.read("/me/home")
    assert home["requests"] == await ann.all("/communities/network/memberships", state="requested") != []
    assert [(await each.read("/me/home"))["requests"] for each in (bob, cy)] == [[], []]
    shown = {each.id: await each.read("/communities/network") for each in (ann, bob, cy)}
    assert [each["request_count"] for each in shown.values()] == [1, None, None]
    own = {each.id: await each.get(f"/communities/network/memberships/{each.id}") for each in (ann, bob, cy)}
    assert [each["my_membership"] for each in shown.values()] == [own[ann.id].json(), own[bob.id].json(), None]
    assert own[cy.id].status_code == 404
    gone = await bob.client.delete(
        f"/api/v1/communities/network/memberships/{bob.id}",
        headers={"If-Match": f'"{shown[bob.id]["my_membership"]["version"]}"'},
    )
    assert gone.status_code == 204
    assert (await ann.read("/communities/network"))["request_count"] == 0


async def test_an_assessment_names_what_supplies_and_what_one_said_oneself(organization: Organization) -> None:
    ann, bob, _ = await _tried(organization)
    seen = {each.name: (await each.read("/problems/network-1/assessments"))["items"][0] for each in (ann, bob)}
    missing = {each["kind"]: each["other_than"] for each in seen["Ann"]["missing"]}
    assert missing == {"confirmation": [str(bob.id)]}
    supplied = seen["Ann"]["supplied"]
    assert supplied == {
        "members": [{"id": str(bob.id), "name": "Bob", "kind": "person"}],
        "sites": [],
        "environments": [],
    }
    assert seen["Ann"]["my_validations"] == []
    (mine,) = seen["Bob"]["my_validations"]
    validation = await bob.read(f"/validations/{mine['id']}")
    assert mine == {name: validation[name] for name in mine}
    await bob.make(f"/validations/{mine['id']}/withdrawal", {"reason": "Another machine."})
    after = (await bob.read("/problems/network-1/assessments"))["items"][0]
    assert (after["my_validations"], after["supplied"]["members"]) == ([], [])


def test_the_picture_of_the_pages_names_fields_that_their_answers_have() -> None:
    picture = Path("docs/frontends/pages.svg").read_text(encoding="utf-8")
    named = re.findall(r"<text [^>]*monospace[^>]*>([^<]*)</text>", picture)
    said = {name for words in named if not words.startswith("GET") for name in re.findall(r"\w+", words)}
    answers = (MeShown, HomeShown, CommunityShown, ProblemPage, ProblemShown, AssessmentLine)
    assert said <= {name for answer in answers for name in answer.model_fields}
    assert {f"GET {path}" for path in PATHS} == {words for words in named if words.startswith("GET")}


PATHS = (
    "/me",
    "/me/home",
    "/communities/{community}",
    "/communities/{community}/problems",
    "/problems/{problem}",
    "/problems/{problem}/assessments",
)
NAMES = ("community", "problem", "solution", "action_item", "member")


def without(thing: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name not in names}


def _said(thing: dict[str, Any] | None) -> Any:
    """How it is called: by its key, its title or its name."""
    return None if thing is None else thing.get("key", thing.get("title", thing.get("name")))


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
