"""Framings through the door: a vague problem in other words."""

from typing import Any

import pytest

from app.http.requests import PREFIX
from app.models.framing import FramingLine, FramingPage, FramingShown
from tests import rows
from tests.people import Organization, Person, found_community, ok, refused

VAGUE = {"title": "VPN is bad", "statement": "It is bad.", "form": "unstructured"}
WORDS = {"title": "VPN drops between access points", "statement": "Since May, on wireless only."}
FRAMINGS = "/problems/network-1/framings"
People = tuple[Person, Person, Person]


@pytest.fixture
async def people(organization: Organization) -> People:
    """Ann coordinates, Bob posted a vague problem as a member, Cy is a member."""
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await found_community(ann)
    for person in (bob, cy):
        await rows.join(organization, "network", person)
    await bob.make("/communities/network/problems", VAGUE)
    return ann, bob, cy


async def adopt(person: Person, framing: dict[str, Any]) -> Any:
    return await person.put(f"{FRAMINGS}/{framing['id']}/adoption")


async def test_members_offer_framings_of_a_vague_problem(organization: Organization, people: People) -> None:
    ann, bob, cy = people
    answer = await cy.post(FRAMINGS, WORDS)
    framing = ok(answer)
    shown = FramingShown.model_validate(framing)
    assert (answer.status_code, shown.author.name, shown.adopted_at) == (201, "Cy", None)
    path = f"/problems/{framing['problem']['id']}/framings/{framing['id']}"
    assert answer.headers["Location"].endswith(PREFIX + path)
    by_key = await cy.get(f"{FRAMINGS}/{framing['id']}")
    assert by_key.content == answer.content == (await cy.get(path)).content
    page = FramingPage.model_validate(await cy.read(FRAMINGS))
    assert page.items == [FramingLine.model_validate({name: framing[name] for name in FramingLine.model_fields})]
    assert framing["allowed_actions"] == []
    assert (await bob.read(path))["allowed_actions"] == (await ann.read(path))["allowed_actions"] == ["adopt_framing"]
    assert await rows.events(organization, framing["id"]) == [
        ("framing.offered", {"problem_id": framing["problem"]["id"]})
    ]


async def test_adopted_framing_is_the_problems_next_revision_in_its_authors_name(
    organization: Organization, people: People
) -> None:
    _, bob, cy = people
    framing = await cy.make(FRAMINGS, WORDS)
    problem = ok(await adopt(bob, framing))
    assert {name: problem[name] for name in ("title", "statement", "form", "revision", "version")} == {
        **WORDS,
        "form": "structured",
        "revision": 2,
        "version": 2,
    }
    newest, first = await bob.all("/problems/network-1/revisions")
    assert (newest["author"]["name"], newest["framing_id"]) == ("Cy", framing["id"])
    assert (first["author"]["name"], first["title"], first["framing_id"]) == ("Bob", "VPN is bad", None)
    shown = await cy.read(f"{FRAMINGS}/{framing['id']}")
    assert shown["adopted_by"]["name"] == "Bob"
    assert shown["adopted_at"] is not None
    assert (await rows.events(organization, framing["id"]))[1:] == [
        ("framing.adopted", {"problem_id": problem["id"], "revision": 2})
    ]
    assert (await rows.events(organization, problem["id"]))[1:] == [
        ("problem.changed", {"version": 2, "revision": 2, "fields": ["form", "statement", "title"]})
    ]


async def test_adoption_repeated_answers_what_stands(organization: Organization, people: People) -> None:
    ann, bob, cy = people
    framing = await cy.make(FRAMINGS, WORDS)
    problem = ok(await adopt(bob, framing))
    ok(await bob.change("/problems/network-1", {"title": "In other words again"}))
    again = ok(await adopt(ann, framing))
    assert (again["title"], again["revision"]) == ("In other words again", 3)
    assert len(await rows.events(organization, framing["id"])) == 2
    assert len(await rows.events(organization, problem["id"])) == 3


async def test_tag_that_is_sent_with_an_adoption_is_held_against_the_problem(people: People) -> None:
    _, bob, cy = people
    framing = await cy.make(FRAMINGS, WORDS)
    old = (await bob.get("/problems/network-1")).headers["ETag"]
    ok(await bob.change("/problems/network-1", {"severity": "high"}))
    path = f"{FRAMINGS}/{framing['id']}/adoption"
    refused(await bob.put(path, tag=old), 412, "precondition_failed")
    ok(await bob.put(path, tag=(await bob.get("/problems/network-1")).headers["ETag"]))
    ok(await bob.put(path, tag=old))


async def test_structured_problem_takes_no_framing(people: People) -> None:
    _, bob, cy = people
    first, second = await cy.make(FRAMINGS, WORDS), await cy.make(FRAMINGS, WORDS)
    assert "offer_framing" in (await cy.read("/problems/network-1"))["allowed_actions"]
    ok(await adopt(bob, first))
    assert "offer_framing" not in (await cy.read("/problems/network-1"))["allowed_actions"]
    assert (await bob.read(f"{FRAMINGS}/{second['id']}"))["allowed_actions"] == []
    refused(await cy.post(FRAMINGS, WORDS), 409, "problem_structured")
    refused(await adopt(bob, second), 409, "problem_structured")
    ok(await bob.change("/problems/network-1", {"form": "unstructured"}))
    assert ok(await adopt(bob, second))["revision"] == 3


async def test_closed_problem_takes_no_framing(people: People) -> None:
    _, bob, cy = people
    framing = await cy.make(FRAMINGS, WORDS)
    ok(await bob.put("/problems/network-1/closure", {"reason": "obsolete"}))
    refused(await cy.post(FRAMINGS, WORDS), 409, "already_closed")
    refused(await adopt(bob, framing), 409, "already_closed")


async def test_who_is_not_entitled_neither_offers_nor_adopts(organization: Organization, people: People) -> None:
    _, _, cy = people
    di, ed = await organization.member("Di"), await organization.member("Ed")
    await rows.join(organization, "network", di, "observer")
    for person in (di, ed):
        refused(await person.post(FRAMINGS, WORDS), 403, "forbidden")
    framing = await cy.make(FRAMINGS, WORDS)
    for person in (cy, di, ed):
        refused(await adopt(person, framing), 403, "forbidden")
    refused(await cy.put(f"/problems/network-2/framings/{framing['id']}/adoption"), 404, "not_found")


async def test_framing_stands_only_under_its_own_problem(people: People) -> None:
    _, bob, cy = people
    framing = await cy.make(FRAMINGS, WORDS)
    await bob.make("/communities/network/problems", VAGUE)
    refused(await cy.get(f"/problems/network-2/framings/{framing['id']}"), 404, "not_found")
    refused(await bob.put(f"/problems/network-2/framings/{framing['id']}/adoption"), 404, "not_found")
    assert await cy.all("/problems/network-2/framings") == []


async def test_framings_of_a_closed_community_are_as_nothing_to_others(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for visibility in ("listed", "private"):
        slug = (await found_community(ann, slug=visibility, visibility=visibility))["slug"]
        problem = await ann.make(f"/communities/{slug}/problems", VAGUE)
        path = f"/problems/{problem['id']}/framings"
        framing = await ann.make(path, WORDS)
        refused(await bob.get(path), 404, "not_found")
        refused(await bob.post(path, WORDS), 404, "not_found")
        refused(await bob.get(f"{path}/{framing['id']}"), 404, "not_found")
        refused(await bob.put(f"{path}/{framing['id']}/adoption"), 404, "not_found")


async def test_framings_are_paged_and_repeated_keys_act_once(people: People) -> None:
    _, _, cy = people
    made = [(await cy.make(FRAMINGS, WORDS))["id"] for _ in range(3)]
    first = await cy.post(FRAMINGS, WORDS, key="one")
    again = await cy.post(FRAMINGS, WORDS, key="one")
    assert again.content == first.content
    made.append(ok(first)["id"])
    assert [framing["id"] for framing in await cy.all(FRAMINGS, limit=2)] == made[::-1]
