"""Comments through the door: on problems, solutions and validations; answers, edits, withdrawal, resolution."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from app.auth.scopes import Scope
from app.http.requests import PREFIX
from app.models.comment import CommentLine, CommentPage, CommentRevisionPage, CommentShown
from tests import rows
from tests.people import Organization, Person, found_community, ok, refused

COMMENTS = "/problems/network-1/comments"
PROBLEM = {"title": "VPN drops", "statement": "It drops each hour."}
People = tuple[Person, Person, Person]


@pytest.fixture
async def people(organization: Organization) -> People:
    """Ann coordinates an open community, Bob posted a problem there as a member, Cy is in no community."""
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


async def resolve(person: Person, comment: dict[str, Any]) -> Any:
    return await person.put(f"/comments/{comment['id']}/resolution")


@pytest.mark.parametrize("kind", ["problem", "solution", "validation"])
async def test_any_person_who_may_read_a_thing_comments_on_it(
    organization: Organization, people: People, kind: str
) -> None:
    _, bob, cy = people
    address = (await subjects(organization, bob))[kind]
    assert f"comment_on_{kind}" in (await cy.read(address))["allowed_actions"]
    answer = await cy.post(f"{address}/comments", {"body": "We *too*.\n"})
    comment = ok(answer)
    shown = CommentShown.model_validate(comment)
    assert (answer.status_code, shown.body, shown.revision, shown.edited_at) == (201, "We *too*.\n", 1, None)
    assert (shown.subject.kind, str(shown.subject.id)) == (kind, address.rpartition("/")[2])
    assert (shown.author.name, shown.problem.key) == ("Cy", "network-1")
    assert answer.headers["Location"].endswith(f"{PREFIX}/comments/{comment['id']}")
    read = await bob.get(f"/comments/{comment['id']}")
    assert {**read.json(), "allowed_actions": comment["allowed_actions"]} == comment
    page = CommentPage.model_validate(await bob.read(f"{address}/comments"))
    assert page.items == [CommentLine.model_validate({name: comment[name] for name in CommentLine.model_fields})]
    subject = comment["subject"]
    assert await rows.events(organization, comment["id"]) == [
        ("comment.posted", {"subject_kind": kind, "subject_id": subject["id"], "in_reply_to_id": None})
    ]


async def test_comments_stand_only_on_what_they_are_on(organization: Organization, people: People) -> None:
    _, bob, _ = people
    for kind, address in (await subjects(organization, bob)).items():
        await bob.make(f"{address}/comments", {"body": kind})
        assert [comment["body"] for comment in await bob.all(f"{address}/comments")] == [kind]


async def test_a_machine_comments_only_where_it_is_a_member_and_is_marked(
    organization: Organization, people: People
) -> None:
    robot, stranger = [await organization.member(name, kind="service") for name in ("Robot", "Stranger")]
    await rows.join(organization, "network", robot)
    for address in (await subjects(organization, people[1])).values():
        refused(await stranger.post(f"{address}/comments", {"body": "Beep"}), 403, "forbidden")
        made = await robot.make(f"{address}/comments", {"body": "Beep"})
        assert made["author"] == {"id": str(robot.id), "name": "Robot", "kind": "service"}


@pytest.mark.usefixtures("people")
async def test_comments_have_scopes_of_their_own(organization: Organization) -> None:
    di = await organization.member("Di", scopes=frozenset({Scope.problems_read, Scope.problems_write}))
    refused(await di.get(COMMENTS), 403, "insufficient_scope")
    refused(await di.post(COMMENTS, {"body": "a"}), 403, "insufficient_scope")


async def test_comments_are_listed_oldest_first_with_their_answers(people: People) -> None:
    _, bob, cy = people
    first = await bob.make(COMMENTS, {"body": "first"})
    second = await cy.make(COMMENTS, {"body": "second"})
    answer = await cy.make(COMMENTS, {"body": "answer", "in_reply_to_id": first["id"]})
    assert answer["in_reply_to_id"] == first["id"]
    assert [comment["id"] for comment in await bob.all(COMMENTS, limit=2)] == [
        first["id"],
        second["id"],
        answer["id"],
    ]


async def test_answers_are_one_level_deep_and_on_the_same_thing(organization: Organization, people: People) -> None:
    _, bob, _ = people
    addresses = await subjects(organization, bob)
    first = await bob.make(COMMENTS, {"body": "first"})
    answer = await bob.make(COMMENTS, {"body": "answer", "in_reply_to_id": first["id"]})
    document = refused(await bob.post(COMMENTS, {"body": "a", "in_reply_to_id": answer["id"]}), 422, "answer_to_answer")
    assert document["errors"][0]["pointer"] == "#/in_reply_to_id"
    for path, identity in ((COMMENTS, str(uuid4())), (f"{addresses['solution']}/comments", first["id"])):
        document = refused(await bob.post(path, {"body": "a", "in_reply_to_id": identity}), 422, "unknown_reference")
        assert document["errors"][0]["pointer"] == "#/in_reply_to_id"


async def test_author_edits_and_the_history_is_kept(organization: Organization, people: People) -> None:
    ann, bob, cy = people
    comment = await cy.make(COMMENTS, {"body": "frist"})
    path = f"/comments/{comment['id']}"
    for person in (ann, bob):
        refused(await person.change(path, {"body": "mine"}), 403, "forbidden")
    refused(await cy.patch(path, {"body": "first"}), 428, "precondition_required")
    edited = ok(await cy.change(path, {"body": "first"}))
    assert (edited["body"], edited["revision"], edited["version"]) == ("first", 2, 2)
    assert edited["edited_at"] is not None
    for given in ({"body": "first"}, {}):
        assert ok(await cy.change(path, given)) == edited
    refused(await cy.patch(path, {"body": "x"}, tag='"1-x"'), 412, "precondition_failed")
    refused(await cy.change(path, {"body": " "}), 422, "invalid")
    page = await ann.read(f"{path}/revisions")
    CommentRevisionPage.model_validate(page)
    assert [(item["revision"], item["body"]) for item in page["items"]] == [(2, "first"), (1, "frist")]
    assert (await rows.events(organization, comment["id"]))[1:] == [("comment.edited", {"revision": 2})]


async def test_comment_taken_back_keeps_its_place_its_answers_and_its_history(
    organization: Organization, people: People
) -> None:
    ann, bob, cy = people
    comment = await cy.make(COMMENTS, {"body": "secret"})
    path = f"/comments/{comment['id']}"
    answer = await bob.make(COMMENTS, {"body": "answer", "in_reply_to_id": comment["id"]})
    for person in (ann, bob):
        refused(await person.post(f"{path}/withdrawal"), 403, "forbidden")
    withdrawn = await cy.post(f"{path}/withdrawal")
    assert withdrawn.status_code == 200
    assert ok(withdrawn)["body"] is None
    assert ok(withdrawn)["withdrawn_at"] is not None
    assert ok(withdrawn)["allowed_actions"] == []
    listed = await ann.all(COMMENTS)
    assert [(item["id"], item["body"]) for item in listed] == [(comment["id"], None), (answer["id"], "answer")]
    assert [item["body"] for item in await ann.all(f"{path}/revisions")] == ["secret"]
    refused(await cy.post(f"{path}/withdrawal"), 409, "already_withdrawn")
    refused(await cy.change(path, {"body": "again"}), 409, "already_withdrawn")
    refused(await resolve(cy, comment), 409, "already_withdrawn")
    ok(await bob.post(COMMENTS, {"body": "another", "in_reply_to_id": comment["id"]}))
    assert (await rows.events(organization, comment["id"]))[1:] == [("comment.withdrawn", {})]


async def test_thread_is_resolved_by_those_it_concerns(organization: Organization, people: People) -> None:
    ann, bob, cy = people
    di = await organization.member("Di")
    await rows.join(organization, "network", di)
    comment = await cy.make(COMMENTS, {"body": "Is it?"})
    path = f"/comments/{comment['id']}"
    refused(await resolve(di, comment), 403, "forbidden")
    assert (await di.read(path))["allowed_actions"] == []
    for person in (ann, bob, cy):
        assert "resolve_comment" in (await person.read(path))["allowed_actions"]
        resolved = ok(await resolve(person, comment))
        assert resolved["resolved_by"]["name"] == person.name
        assert resolved["resolved_at"] is not None
        assert ok(await resolve(person, comment)) == resolved
        refused(await di.delete(f"{path}/resolution", tag="*"), 403, "forbidden")
        refused(await person.delete(f"{path}/resolution"), 428, "precondition_required")
        refused(await person.delete(f"{path}/resolution", tag='"1-x"'), 412, "precondition_failed")
        tag = (await person.get(path)).headers["ETag"]
        back = ok(await person.delete(f"{path}/resolution", tag=tag))
        assert (back["resolved_at"], back["resolved_by"]) == (None, None)
        refused(await person.delete(f"{path}/resolution", tag="*"), 409, "not_resolved")
    happened = [kind for kind, _ in await rows.events(organization, comment["id"])]
    assert happened == ["comment.posted", *["comment.resolved", "comment.unresolved"] * 3]


@pytest.mark.parametrize("kind", ["solution", "validation"])
async def test_author_of_a_thing_resolves_what_is_said_about_it(
    organization: Organization, people: People, kind: str
) -> None:
    _, _, cy = people
    di = await organization.member("Di")
    await rows.join(organization, "network", di)
    address = (await subjects(organization, di))[kind]
    comment = await cy.make(f"{address}/comments", {"body": "Is it?"})
    assert (await di.read(f"/comments/{comment['id']}"))["allowed_actions"] == ["resolve_comment"]
    ok(await resolve(di, comment))


async def test_answer_is_not_resolved_by_itself(people: People) -> None:
    _, bob, _ = people
    first = await bob.make(COMMENTS, {"body": "first"})
    answer = await bob.make(COMMENTS, {"body": "answer", "in_reply_to_id": first["id"]})
    assert "resolve_comment" not in answer["allowed_actions"]
    refused(await resolve(bob, answer), 409, "answer_not_resolved")


async def test_repeated_key_comments_once(people: People) -> None:
    _, bob, _ = people
    first = await bob.post(COMMENTS, {"body": "a"}, key="one")
    again = await bob.post(COMMENTS, {"body": "a"}, key="one")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.content == first.content
    refused(await bob.post(COMMENTS, {"body": "b"}, key="one"), 422, "idempotency_key_reused")
    assert len(await bob.all(COMMENTS)) == 1


async def test_text_of_a_comment_is_kept_as_sent_and_bounded(people: People) -> None:
    _, bob, _ = people
    body = "e\u0301 \r\n<script>*Markdown*</script>\t"
    assert (await bob.make(COMMENTS, {"body": body}))["body"] == body
    for wrong in ("", " \n", "a\0", "a" * 50_001):
        document = refused(await bob.post(COMMENTS, {"body": wrong}), 422, "invalid")
        assert document["errors"][0]["pointer"] == "#/body"


async def test_comments_in_a_closed_community_are_as_nothing_to_others(people: People) -> None:
    ann, bob, _ = people
    for visibility in ("listed", "private"):
        slug = (await found_community(ann, slug=visibility, visibility=visibility))["slug"]
        problem = await ann.make(f"/communities/{slug}/problems", PROBLEM)
        comment = await ann.make(f"/problems/{problem['id']}/comments", {"body": "hidden"})
        path = f"/comments/{comment['id']}"
        for answer in (
            await bob.get(f"/problems/{problem['id']}/comments"),
            await bob.post(f"/problems/{problem['id']}/comments", {"body": "a"}),
            await bob.get(path),
            await bob.patch(path, {"body": "a"}, tag="*"),
            await bob.get(f"{path}/revisions"),
            await bob.post(f"{path}/withdrawal"),
            await resolve(bob, comment),
            await bob.delete(f"{path}/resolution", tag="*"),
        ):
            refused(answer, 404, "not_found")
        document = refused(
            await bob.post(COMMENTS, {"body": "a", "in_reply_to_id": comment["id"]}), 422, "unknown_reference"
        )
        assert comment["id"] not in str(document)
    refused(await bob.get(f"/comments/{UUID(int=0)}"), 404, "not_found")
    for path in ("/solutions", "/validations"):
        refused(await bob.get(f"{path}/{uuid4()}/comments"), 404, "not_found")
