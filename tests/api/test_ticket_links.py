"""Ticket links through the door: on problems, solutions and validations; listed, filtered, counted at the root."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.access.sought import ticket_link_at
from app.auth.scopes import Scope
from app.http.requests import PREFIX
from app.models.ticket_link import TicketLinkLine, TicketLinkPage, TicketLinkPatch, TicketLinkShown
from app.services import ticket_links
from app.work import transaction
from tests import rows
from tests.people import Organization, Person, found_community, ok, refused
from tests.replay import disagreements

PROBLEM = {"title": "VPN drops", "statement": "It drops each hour."}
TICKET = {"system": "rt", "key": "RT-4711", "url": "https://rt.example.org/4711", "title": "No VPN", "state": "new"}
People = tuple[Person, Person, Person]


@pytest.fixture
async def people(organization: Organization) -> People:
    """Ann coordinates an open community, Bob is a member and posted a problem, Cy is in no community."""
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await found_community(ann)
    await rows.join(organization, "network", bob)
    await bob.make("/communities/network/problems", PROBLEM)
    return ann, bob, cy


async def subjects(organization: Organization, author: Person) -> dict[str, str]:
    """A problem, a solution of it and a validation of that, by their kind: their addresses."""
    problem = (await author.read("/problems/network-1"))["id"]
    solution = await rows.solution(organization, problem, author)
    environment = await rows.environment(organization, await rows.site(organization))
    validation = await rows.validation(organization, solution, environment, author)
    return {
        "problem": f"/problems/{problem}",
        "solution": f"/solutions/{solution}",
        "validation": f"/validations/{validation}",
    }


async def posted(person: Person, count: int = 1) -> list[str]:
    return [(await person.make("/communities/network/problems", PROBLEM))["id"] for _ in range(count)]


async def count(person: Person, problem: str) -> int:
    found: int = (await person.read(f"/problems/{problem}"))["ticket_count"]
    return found


async def found_by(person: Person, path: str = "/problems", **query: Any) -> list[str]:
    return [problem["key"] for problem in await person.all(path, **query)]


@pytest.mark.parametrize("kind", ["problem", "solution", "validation"])
async def test_a_member_links_a_ticket_to_a_thing(organization: Organization, people: People, kind: str) -> None:
    _, bob, cy = people
    address = (await subjects(organization, bob))[kind]
    assert f"link_ticket_to_{kind}" in (await bob.read(address))["allowed_actions"]
    answer = await bob.post(f"{address}/ticket-links", TICKET)
    link = ok(answer)
    shown = TicketLinkShown.model_validate(link)
    assert (answer.status_code, {name: link[name] for name in TICKET}) == (201, TICKET)
    assert (shown.subject.kind, str(shown.subject.id)) == (kind, address.rpartition("/")[2])
    assert (shown.problem.key, shown.made_by.name, shown.state_seen_at) == ("network-1", "Bob", shown.created_at)
    assert shown.allowed_actions == ["change_ticket_link", "remove_ticket_link"]
    assert answer.headers["Location"].endswith(f"{PREFIX}/ticket-links/{link['id']}")
    read = await bob.get(f"/ticket-links/{link['id']}")
    assert (read.content, read.headers["ETag"]) == (answer.content, answer.headers["ETag"])
    line = TicketLinkLine.model_validate({name: link[name] for name in TicketLinkLine.model_fields})
    for path in (f"{address}/ticket-links", "/ticket-links"):
        assert TicketLinkPage.model_validate(await cy.read(path)).items == [line]
    assert await rows.events(organization, link["id"]) == [
        (
            "ticket_link.made",
            {"subject_kind": kind, "subject_id": link["subject"]["id"], "problem_id": link["problem"]["id"]},
        )
    ]
    assert await disagreements(organization.link) == []


async def test_only_members_above_observer_link_machines_among_them(organization: Organization, people: People) -> None:
    _, bob, cy = people
    di, robot = await organization.member("Di"), await organization.member("Robot", kind="service")
    await rows.join(organization, "network", di, "observer")
    await rows.join(organization, "network", robot)
    for number, (kind, address) in enumerate((await subjects(organization, bob)).items()):
        for person in (cy, di):
            refused(await person.post(f"{address}/ticket-links", TICKET), 403, "forbidden")
            assert f"link_ticket_to_{kind}" not in (await person.read(address))["allowed_actions"]
        made = await robot.make(f"{address}/ticket-links", {**TICKET, "key": str(number)})
        assert made["made_by"]["name"] == "Robot"


async def test_the_same_ticket_again_is_the_link_that_stands(organization: Organization, people: People) -> None:
    ann, bob, _ = people
    path = "/problems/network-1/ticket-links"
    made = await bob.post(path, TICKET)
    again = await ann.post(path, {**TICKET, "title": "Other words", "state": "resolved"})
    assert (made.status_code, again.status_code) == (201, 200)
    assert ok(again) == ok(made)
    assert "Location" not in again.headers
    assert len(await rows.events(organization, ok(made)["id"])) == 1
    for other in ({"system": "jira"}, {"key": "RT-4712"}):
        assert (await bob.post(path, {**TICKET, **other})).status_code == 201
    assert len(await bob.all(path)) == 3


async def test_what_is_known_of_a_ticket_may_be_its_key_alone(people: People) -> None:
    _, bob, _ = people
    link = await bob.make("/problems/network-1/ticket-links", {"system": "rt", "key": "4711"})
    assert [link[name] for name in ("url", "title", "state", "state_seen_at")] == [None] * 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("system", "RT"),
        ("system", "rt "),
        ("system", "r--t"),
        ("system", ""),
        ("key", " "),
        ("key", "RT\n4711"),
        ("key", "RT-\u202e4711"),
        ("url", "javascript:alert(1)"),
        ("url", "data:text/html,x"),
        ("url", "//rt.example.org/4711"),
        ("url", "https:///4711"),
        ("url", "https://user:secret@rt.example.org/4711"),
        ("url", "https://[/"),
        ("url", "https://rt.example.org/<script>"),
        ("url", "https://rt.example.org/4711 4712"),
        ("url", "https://rt.еxample.org/4711"),
        ("title", "a\u2066b"),
        ("state", ""),
    ],
)
async def test_what_a_page_could_not_show_safely_is_refused(people: People, field: str, value: str) -> None:
    _, bob, _ = people
    document = refused(await bob.post("/problems/network-1/ticket-links", {**TICKET, field: value}), 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == [f"#/{field}"]
    assert await bob.all("/ticket-links") == []


async def test_its_maker_and_coordinators_change_and_remove_a_link(organization: Organization, people: People) -> None:
    ann, bob, cy = people
    di = await organization.member("Di")
    await rows.join(organization, "network", di)
    made = await bob.make("/problems/network-1/ticket-links", TICKET)
    path = f"/ticket-links/{made['id']}"
    for person in (cy, di):
        assert (await person.read(path))["allowed_actions"] == []
        refused(await person.change(path, {"state": "open"}), 403, "forbidden")
        refused(await person.delete(path, tag="*"), 403, "forbidden")
    changed = ok(await ann.change(path, {"state": "open", "title": "No VPN upstairs", "url": None}))
    assert (changed["state"], changed["title"], changed["url"], changed["version"]) == (
        "open",
        "No VPN upstairs",
        None,
        2,
    )
    assert made["created_at"] < changed["state_seen_at"] == changed["updated_at"]
    refused(await bob.delete(path), 428, "precondition_required")
    refused(await bob.delete(path, tag='"1-x"'), 412, "precondition_failed")
    assert (await bob.delete(path, tag='"2-x"')).status_code == 204
    refused(await bob.get(path), 404, "not_found")
    assert await bob.all("/ticket-links") == []
    assert await count(bob, "network-1") == 0
    subject = {"subject_kind": "problem", "subject_id": made["subject"]["id"], "problem_id": made["problem"]["id"]}
    assert await rows.events(organization, made["id"]) == [
        ("ticket_link.made", subject),
        ("ticket_link.changed", {"version": 2, "fields": ["state", "title", "url"]}),
        ("ticket_link.removed", subject),
    ]
    assert (await bob.post("/problems/network-1/ticket-links", TICKET)).status_code == 201
    assert await disagreements(organization.link) == []


async def test_a_state_that_is_seen_again_changes_nothing_but_when(organization: Organization, people: People) -> None:
    _, bob, _ = people
    made = await bob.make("/problems/network-1/ticket-links", TICKET)
    path = f"/ticket-links/{made['id']}"
    same = ok(await bob.change(path, {"title": TICKET["title"], "url": TICKET["url"]}))
    assert same == made
    seen = ok(await bob.change(path, {"state": TICKET["state"]}))
    assert made["state_seen_at"] < seen["state_seen_at"]
    assert {**seen, "state_seen_at": None, "updated_at": None} == {**made, "state_seen_at": None, "updated_at": None}
    assert len(await rows.events(organization, made["id"])) == 1
    unknown = ok(await bob.change(path, {"state": None}))
    assert (unknown["state"], unknown["state_seen_at"], unknown["version"]) == (None, None, 2)
    assert ok(await bob.change(path, {"state": None})) == unknown


async def test_a_state_that_is_heard_late_does_not_replace_a_newer_one(
    organization: Organization, people: People
) -> None:
    _, bob, _ = people
    made = await bob.make("/problems/network-1/ticket-links", {"system": "rt", "key": "4711"})
    path = f"/ticket-links/{made['id']}"

    async def hear(state: str, minute: int) -> tuple[str, str]:
        async with transaction(organization.house.database, bob.id, bob.sign_in_id) as work:
            found = await work.find(ticket_link_at(made["id"]))
            seen_at = datetime(2026, 3, 2, 9, minute, tzinfo=UTC)
            ticket_links.change(work, found, TicketLinkPatch(state=state), seen_at=seen_at)
        link = await bob.read(path)
        return link["state"], link["state_seen_at"][14:16]

    assert await hear("open", 10) == ("open", "10")
    assert await hear("new", 5) == ("open", "10")
    assert await hear("open", 15) == ("open", "15")
    assert await hear("resolved", 15) == ("resolved", "15")
    told = [data["version"] for kind, data in await rows.events(organization, made["id"]) if kind.endswith("changed")]
    assert told == [2, 3]


async def test_a_ticket_cannot_become_another(people: People) -> None:
    _, bob, _ = people
    made = await bob.make("/problems/network-1/ticket-links", TICKET)
    for field in ("system", "key", "state_seen_at"):
        document = refused(await bob.change(f"/ticket-links/{made['id']}", {field: "x"}), 422, "invalid")
        assert document["errors"][0]["pointer"] == f"#/{field}"


async def test_problems_are_found_by_their_tickets_wherever_these_hang(
    organization: Organization, people: People
) -> None:
    _, bob, cy = people
    things = await subjects(organization, bob)
    for key, kind in (("RT-1", "problem"), ("RT-2", "solution"), ("RT-3", "validation")):
        await bob.make(f"{things[kind]}/ticket-links", {"system": "rt", "key": key})
    (other,) = await posted(bob)
    for system in ("rt", "jira"):
        await bob.make(f"/problems/{other}/ticket-links", {"system": system, "key": "RT-1"})
    for person in (bob, cy):
        for path in ("/problems", "/communities/network/problems"):
            assert await found_by(person, path, ticket="RT-1", limit=1) == ["network-2", "network-1"]
            assert await found_by(person, path, ticket="RT-2") == ["network-1"]
            assert await found_by(person, path, ticket="RT-3", state="open") == ["network-1"]
            assert await found_by(person, path, ticket="RT-3", state="closed") == []
            assert await found_by(person, path, ticket=["RT-2", "RT-1", "RT-0"], limit=1) == ["network-2", "network-1"]
            assert await found_by(person, path, ticket="rt-1") == []
            assert await found_by(person, path, ticket=["RT-1", "RT-3"], sort="-updated_at") == [
                "network-2",
                "network-1",
            ]
        assert await found_by(person, ticket="RT-1", community="network") == ["network-2", "network-1"]
    links = await cy.all("/ticket-links", limit=2)
    assert [(link["system"], link["key"]) for link in links] == [
        ("jira", "RT-1"),
        ("rt", "RT-1"),
        ("rt", "RT-3"),
        ("rt", "RT-2"),
        ("rt", "RT-1"),
    ]
    for query, places in (
        ({"key": "RT-1"}, [0, 1, 4]),
        ({"system": "jira"}, [0]),
        ({"system": ["rt", "jira"], "key": ["RT-2", "RT-3"]}, [2, 3]),
        ({"community": "network", "system": "rt"}, [1, 2, 3, 4]),
        ({"community": "elsewhere"}, []),
    ):
        assert await cy.all("/ticket-links", limit=1, **query) == [links[place] for place in places]


async def test_what_is_linked_to_one_thing_is_listed_there_alone(organization: Organization, people: People) -> None:
    _, bob, _ = people
    things = await subjects(organization, bob)
    for kind, address in things.items():
        await bob.make(f"{address}/ticket-links", {"system": "rt", "key": kind})
    for kind, address in things.items():
        assert [link["key"] for link in await bob.all(f"{address}/ticket-links")] == [kind]
    assert [link["key"] for link in await bob.all("/problems/network-1/ticket-links")] == ["problem"]


async def test_tickets_are_counted_once_each_with_all_that_answers_the_problem(
    organization: Organization, people: People
) -> None:
    _, bob, _ = people
    things = await subjects(organization, bob)
    assert await count(bob, "network-1") == 0
    for key, kinds in (("RT-1", ("problem", "solution")), ("RT-2", ("solution", "validation")), ("RT-3", ("problem",))):
        for kind in kinds:
            await bob.make(f"{things[kind]}/ticket-links", {"system": "rt", "key": key})
    await bob.make(f"{things['problem']}/ticket-links", {"system": "jira", "key": "RT-1"})
    assert await count(bob, "network-1") == 4


async def test_tickets_of_duplicates_count_at_their_root_until_the_closure_is_taken_back(people: People) -> None:
    ann, bob, _ = people
    root, middle, leaf = await posted(bob, 3)
    for problem, keys in ((root, ("A", "B")), (middle, ("B", "C")), (leaf, ("D",))):
        for key in keys:
            await bob.make(f"/problems/{problem}/ticket-links", {"system": "rt", "key": key})

    async def counts() -> list[int]:
        return [await count(ann, problem) for problem in (root, middle, leaf)]

    assert await counts() == [2, 2, 1]
    for problem, other in ((leaf, middle), (middle, root)):
        closure = {"reason": "duplicate", "duplicate_of_id": other}
        ok(await ann.put(f"/problems/{problem}/closure", closure))
    assert await counts() == [4, 2, 1]
    assert await found_by(ann, ticket="D") == ["network-4"]
    ok(await ann.delete(f"/problems/{middle}/closure", tag="*"))
    assert await counts() == [2, 3, 1]
    ok(await ann.delete(f"/problems/{leaf}/closure", tag="*"))
    assert await counts() == [2, 2, 1]


@pytest.mark.parametrize("visibility", ["listed", "private"])
async def test_hidden_links_are_nothing_to_those_outside(people: People, visibility: str) -> None:
    _, bob, cy = people
    slug = (await found_community(cy, slug="quiet", visibility=visibility))["slug"]
    hidden = (await cy.make(f"/communities/{slug}/problems", PROBLEM))["id"]
    link = await cy.make(f"/problems/{hidden}/ticket-links", TICKET)
    refused(await bob.get(f"/ticket-links/{link['id']}"), 404, "not_found")
    refused(await bob.get(f"/problems/{hidden}/ticket-links"), 404, "not_found")
    refused(await bob.post(f"/problems/{hidden}/ticket-links", TICKET), 404, "not_found")
    refused(await bob.patch(f"/ticket-links/{link['id']}", {"state": "open"}, tag="*"), 404, "not_found")
    refused(await bob.delete(f"/ticket-links/{link['id']}", tag="*"), 404, "not_found")
    for query in ({}, {"key": "RT-4711"}, {"system": "rt"}, {"community": slug}):
        assert await bob.all("/ticket-links", **query) == []
        assert [each["id"] for each in await cy.all("/ticket-links", **query)] == [link["id"]]
    assert await bob.all("/problems", ticket="RT-4711") == []
    assert [each["id"] for each in await cy.all("/problems", ticket="RT-4711")] == [hidden]
    assert (await bob.post("/problems/network-1/ticket-links", TICKET)).status_code == 201


async def test_ticket_links_have_scopes_of_their_own(organization: Organization, people: People) -> None:
    _, bob, _ = people
    link = await bob.make("/problems/network-1/ticket-links", TICKET)
    path, reading = f"/ticket-links/{link['id']}", frozenset({Scope.ticket_links_read, Scope.problems_write})
    narrow = Person(bob.id, "Bob", organization.signed_in(bob.id, bob.sign_in_id, reading), bob.sign_in_id)
    assert (await narrow.read(path))["id"] == link["id"]
    refused(await narrow.patch(path, {"state": "open"}, tag="*"), 403, "insufficient_scope")
    refused(await narrow.delete(path, tag="*"), 403, "insufficient_scope")
    refused(await narrow.post("/problems/network-1/ticket-links", TICKET), 403, "insufficient_scope")
