"""Acting on behalf: what a service account does for a person takes the rights of both, and names both."""

import asyncio
from itertools import product
from typing import Any

import httpx
import pytest

from app.access.actions import Standing, narrower
from app.auth.scopes import EVERY_SCOPE, Scope
from app.models.affected_mark import AffectedMarkShown
from app.models.comment import CommentShown
from app.models.event import EventShown
from app.models.problem import ProblemShown
from app.models.ticket_link import TicketLinkShown
from tests import rows
from tests.environments import keeps
from tests.estate import administrator
from tests.people import Organization, Person, ok, refused
from tests.programs_of_members import on_behalf, own_token, service_account

PROBLEM = {"title": "VPN drops", "statement": "Every hour."}
TICKET = {"system": "rt", "key": "RT-4711", "state": "new"}
_NOTHING = "0192f0c1-2f7a-7a10-8000-000000000001"


async def _scene(organization: Organization, visibility: str = "open") -> tuple[Person, Person, Person, str]:
    """Ann, who coordinates a community; Bob and a service account, who are in it; its slug."""
    ada, ann, bob = (
        await administrator(organization),
        await organization.member("Ann"),
        await organization.member("Bob"),
    )
    robot = await service_account(organization, ada)
    slug = await rows.community(organization, coordinator=ann, member=[bob, robot], visibility=visibility)
    return ann, bob, robot, slug


def _named(person: Person, kind: str = "person") -> dict[str, str]:
    return {"id": str(person.id), "name": person.name, "kind": kind}


async def test_both_stand_on_the_thing_and_in_its_event(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    environment = await keeps(organization, bob, "GVA")
    acting = on_behalf(organization, robot, bob)
    problem = await acting.make(f"/communities/{slug}/problems", PROBLEM)
    comment = await acting.make(f"/problems/{problem['key']}/comments", {"body": "Wireless only."})
    mark = ok(await acting.put(f"/problems/{problem['key']}/affected-marks/{environment}", {"machines": 3}))
    link = await acting.make(f"/problems/{problem['key']}/ticket-links", TICKET)
    for shown, schema, whose in (
        (problem, ProblemShown, "author"),
        (comment, CommentShown, "author"),
        (mark, AffectedMarkShown, "member"),
        (link, TicketLinkShown, "made_by"),
    ):
        schema.model_validate(shown)
        assert (shown[whose], shown["through"]) == (_named(bob), _named(robot, "service"))
    assert (await ann.read(f"/problems/{problem['id']}"))["through"] == _named(robot, "service")
    for path in ("comments", "affected-marks", "ticket-links"):
        (line,) = (await ann.read(f"/problems/{problem['id']}/{path}"))["items"]
        assert line["through"] == _named(robot, "service")
    await organization.settled()
    events = (await ann.all("/events"))[-4:]
    kinds = ["problem.posted", "comment.posted", "affected_mark.made", "ticket_link.made"]
    assert [event["kind"] for event in events] == kinds
    for event in events:
        EventShown.model_validate(event)
        assert (event["actor"], event["through"]) == (_named(bob), _named(robot, "service"))
    own = await bob.make(f"/problems/{problem['id']}/comments", {"body": "Myself."})
    assert (own["author"], own["through"]) == (_named(bob), None)
    assert (await bob.read(f"/comments/{comment['id']}"))["allowed_actions"][:2] == ["edit_comment", "withdraw_comment"]


async def test_a_comment_and_a_ticket_stand_at_solutions_and_validations_too(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    problem = await ann.make(f"/communities/{slug}/problems", PROBLEM)
    solution = await rows.solution(organization, problem["id"], ann)
    environment = await rows.environment(organization, await rows.site(organization))
    validation = await rows.validation(organization, solution, environment, bob)
    acting = on_behalf(organization, robot, bob)
    for path in (f"/solutions/{solution}", f"/validations/{validation}"):
        for made in (
            await acting.make(f"{path}/comments", {"body": "Thanks."}),
            await acting.make(f"{path}/ticket-links", TICKET),
        ):
            assert made["through"]["id"] == str(robot.id)


@pytest.mark.parametrize("spelled", [str, str.upper, lambda email: email.replace("example", "Example")])
async def test_the_person_is_named_by_id_or_by_e_mail(organization: Organization, spelled: Any) -> None:
    _, bob, robot, slug = await _scene(organization)
    await organization.link.execute("UPDATE identity SET email = 'bob@example.org' WHERE member_id = $1", bob.id)
    for name in (spelled("bob@example.org"), str(bob.id)):
        posted = await on_behalf(organization, robot, name).make(f"/communities/{slug}/problems", PROBLEM)
        assert posted["author"]["id"] == str(bob.id)


@pytest.mark.parametrize(
    "name", [_NOTHING, "nobody@example.org", "Bob", "*", "bob@example.org,ann@example.org", "'--", "a" * 254]
)
async def test_who_is_not_there_is_named_by_the_header(organization: Organization, name: str) -> None:
    _, _, robot, slug = await _scene(organization)
    answer = await on_behalf(organization, robot, name).post(f"/communities/{slug}/problems", PROBLEM)
    document = refused(answer, 422, "unknown_reference")
    assert [(error["parameter"], error["in"]) for error in document["errors"]] == [("On-Behalf-Of", "header")]


async def test_nobody_acts_for_a_program_or_for_who_is_deactivated(organization: Organization) -> None:
    _, bob, robot, slug = await _scene(organization)
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", bob.id)
    for named in (robot, bob):
        answer = await on_behalf(organization, robot, named).post(f"/communities/{slug}/problems", PROBLEM)
        document = refused(answer, 422, "unsuitable_member")
        assert document["errors"][0]["parameter"] == "On-Behalf-Of"
    assert await organization.link.fetchval("SELECT count(*) FROM problem") == 0


async def test_it_takes_a_service_account_with_the_scope_for_it(organization: Organization) -> None:
    ann, bob, _, slug = await _scene(organization)
    ada = await organization.member("Eve", role="administrator")
    narrow = await service_account(organization, ada, "Narrow", EVERY_SCOPE - {Scope.members_act_for})
    await rows.join(organization, slug, narrow)
    path = f"/communities/{slug}/problems"
    refused(await on_behalf(organization, narrow, bob).post(path, PROBLEM), 403, "insufficient_scope")
    for person in (ann, await own_token(organization, ann)):
        refused(await on_behalf(organization, person, bob).post(path, PROBLEM), 403, "forbidden")
        refused(await on_behalf(organization, person, person).post(path, PROBLEM), 403, "forbidden")
    assert await organization.link.fetchval("SELECT count(*) FROM problem") == 0


_ROLES = (None, "observer", "member", "core", "coordinator")
_WAYS = list(product(("open", "listed", "private"), (None, "observer", "member"), _ROLES))


@pytest.mark.parametrize(("visibility", "through", "role"), _WAYS, ids=lambda word: str(word))
async def test_the_rights_are_the_narrower_of_the_two(
    organization: Organization, visibility: str, through: str | None, role: str | None
) -> None:
    ada, ann, bob = (
        await administrator(organization),
        await organization.member("Ann"),
        await organization.member("Bob"),
    )
    robot = await service_account(organization, ada)
    slug = await rows.community(organization, coordinator=ann, visibility=visibility)
    for member, as_ in ((robot, through), (bob, role)):
        if as_ is not None:
            await rows.join(organization, slug, member, as_)
    problem = (await ann.make(f"/communities/{slug}/problems", PROBLEM))["id"]
    acting = on_behalf(organization, robot, bob)
    answers = {
        "post": await acting.post(f"/communities/{slug}/problems", PROBLEM),
        "comment": await acting.post(f"/problems/{problem}/comments", {"body": "Here too."}),
        "mark": await acting.put(f"/problems/{problem}/affected-marks/none", {}),
        "link": await acting.post(f"/problems/{problem}/ticket-links", TICKET),
    }
    both_read = visibility == "open" or None not in (through, role)
    both_are_members = {through, role}.isdisjoint({None, "observer"})
    wanted = dict.fromkeys(answers, 201 if both_read else 404)
    if both_read and not both_are_members:
        wanted["post"] = wanted["link"] = 403
    assert {what: answer.status_code for what, answer in answers.items()} == wanted
    made = "SELECT count(*) FROM event WHERE through_id = $1 AND actor_id = $2"
    assert await organization.link.fetchval(made, robot.id, bob.id) == list(wanted.values()).count(201)


@pytest.mark.parametrize("who", ["Bob", "the service account"])
async def test_what_is_hidden_from_either_is_nothing(organization: Organization, who: str) -> None:
    ada, ann, bob = (
        await administrator(organization),
        await organization.member("Ann"),
        await organization.member("Bob"),
    )
    robot = await service_account(organization, ada)
    insider = robot if who == "Bob" else bob
    slug = await rows.community(organization, coordinator=ann, member=[insider], visibility="private")
    problem = await ann.make(f"/communities/{slug}/problems", PROBLEM)
    acting = on_behalf(organization, robot, bob)
    posting: list[tuple[str, dict[str, Any]]] = [
        ("/communities/{}/problems", PROBLEM),
        ("/problems/{}/comments", {"body": "Hello"}),
        ("/problems/{}/ticket-links", TICKET),
    ]
    for path, body in posting:
        real = slug if "communities" in path else problem["id"]
        hidden = await acting.post(path.format(real), body, key="one")
        nothing = await acting.post(path.format(_NOTHING), body, key="one")
        assert _plain(hidden) == _plain(nothing)
        refused(hidden, 404, "not_found")
    path = "/problems/{}/affected-marks/none"
    assert _plain(await acting.put(path.format(problem["id"]), {})) == _plain(
        await acting.put(path.format(_NOTHING), {})
    )
    assert await organization.link.fetchval("SELECT count(*) FROM idempotency_key") == 0


async def test_a_parent_that_only_the_person_reads_is_one_that_is_not_there(organization: Organization) -> None:
    _, bob, robot, slug = await _scene(organization)
    private = await rows.community(organization, "secret", coordinator=bob, visibility="private")
    hidden = await bob.make(f"/communities/{private}/problems", PROBLEM)
    acting = on_behalf(organization, robot, bob)
    answers = [
        await acting.post(f"/communities/{slug}/problems", {**PROBLEM, "parent_id": parent})
        for parent in (hidden["id"], _NOTHING, hidden["key"], f"{private}-2")
    ]
    for answer in answers:
        refused(answer, 422, "unknown_reference")
    assert _plain(answers[0]) == _plain(answers[1])
    assert _plain(answers[2]) == _plain(answers[3])


async def test_what_is_answered_is_what_the_service_account_reads_itself(organization: Organization) -> None:
    _, bob, robot, slug = await _scene(organization)
    acting = on_behalf(organization, robot, bob)
    answer = await acting.post(f"/communities/{slug}/problems", PROBLEM)
    posted = ok(answer)
    read = await robot.get(f"/problems/{posted['id']}")
    assert (answer.content, answer.headers["ETag"]) == (read.content, read.headers["ETag"])
    assert "change_problem" not in posted["allowed_actions"]
    assert "change_problem" in (await bob.read(f"/problems/{posted['id']}"))["allowed_actions"]


async def test_a_repeated_request_acts_once_and_its_key_is_the_service_account_s(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    path = f"/communities/{slug}/problems"
    acting, for_ann = on_behalf(organization, robot, bob), on_behalf(organization, robot, ann)
    first = await acting.post(path, PROBLEM, key="one")
    again = await acting.post(path, PROBLEM, key="one")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    refused(await for_ann.post(path, PROBLEM, key="one"), 422, "idempotency_key_reused")
    refused(await robot.post(path, PROBLEM, key="one"), 422, "idempotency_key_reused")
    refused(await acting.post(path, {**PROBLEM, "title": "Other"}, key="one"), 422, "idempotency_key_reused")
    assert ok(await bob.post(path, PROBLEM, key="one"))["number"] == 2
    kept = await organization.link.fetch("SELECT member_id, replays FROM idempotency_key")
    assert {(row["member_id"], row["replays"]) for row in kept} == {(robot.id, 1), (bob.id, 0)}


async def test_the_same_request_many_times_at_once_acts_once(organization: Organization) -> None:
    _, bob, robot, slug = await _scene(organization)
    acting = on_behalf(organization, robot, bob)
    answers = await asyncio.gather(
        *(acting.post(f"/communities/{slug}/problems", PROBLEM, key="one") for _ in range(6))
    )
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert await organization.link.fetchval("SELECT count(*) FROM problem") == 1


async def test_what_was_answered_before_is_not_answered_for_who_may_no_longer_read_it(
    organization: Organization,
) -> None:
    ann, bob, robot, slug = await _scene(organization, "private")
    path = f"/communities/{slug}/problems"
    acting = on_behalf(organization, robot, bob)
    ok(await acting.post(path, PROBLEM, key="one"))
    assert (await ann.delete(f"/communities/{slug}/memberships/{bob.id}", tag="*")).status_code == 204
    refused(await acting.post(path, PROBLEM, key="one"), 404, "not_found")
    await _back(organization, bob)
    assert (await acting.post(path, PROBLEM, key="one")).headers["Idempotency-Replayed"] == "true"
    assert (await ann.delete(f"/communities/{slug}/memberships/{robot.id}", tag="*")).status_code == 204
    refused(await acting.post(path, PROBLEM, key="one"), 404, "not_found")


async def _back(organization: Organization, person: Person) -> None:
    await organization.link.execute("UPDATE membership SET state = 'active' WHERE member_id = $1", person.id)


async def test_a_mark_is_the_person_s_changed_and_taken_back_on_their_behalf_too(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    problem = (await ann.make(f"/communities/{slug}/problems", PROBLEM))["id"]
    environment = await keeps(organization, bob, "GVA")
    path, acting = f"/problems/{problem}/affected-marks/{environment}", on_behalf(organization, robot, bob)
    made = await acting.put(path, {"machines": 3})
    assert (made.status_code, made.json()["allowed_actions"]) == (201, [])
    refused(await robot.get(path), 404, "not_found")
    assert (await bob.read(path))["allowed_actions"] == ["withdraw_affected_mark"]
    refused(await acting.put(path, {"machines": 4}), 428, "precondition_required")
    changed = await acting.put(path, {"machines": 4}, tag=made.headers["ETag"])
    assert (changed.status_code, changed.json()["machines"]) == (200, 4)
    refused(await acting.delete(path, tag=made.headers["ETag"]), 412, "precondition_failed")
    assert (await acting.delete(path, tag=changed.headers["ETag"])).status_code == 204
    refused(await acting.delete(path, tag="*"), 404, "not_found")
    refused(await bob.get(path), 404, "not_found")
    reach = (await ann.read(f"/problems/{problem}"))["reach"]
    assert reach == {"people": 0, "sites": 0, "machines": 0}
    told = await organization.link.fetch("SELECT kind FROM event WHERE through_id = $1 ORDER BY position", robot.id)
    assert [row["kind"] for row in told] == ["affected_mark.made", "affected_mark.changed", "affected_mark.withdrawn"]


async def test_a_mark_without_environment_counts_for_the_person_and_their_site(organization: Organization) -> None:
    ann, _, robot, slug = await _scene(organization)
    site = await rows.site(organization, "ZRH")
    cy = await organization.member("Cy", site_id=str(site))
    problem = (await ann.make(f"/communities/{slug}/problems", PROBLEM))["id"]
    mark = ok(await on_behalf(organization, robot, cy).put(f"/problems/{problem}/affected-marks/none", {}))
    assert (mark["member"]["id"], mark["site"]["code"]) == (str(cy.id), "ZRH")
    assert (await cy.read(f"/problems/{problem}"))["affected_by_me"]


async def test_a_ticket_link_is_its_maker_s_changed_and_removed_on_their_behalf_too(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    cy = await organization.member("Cy")
    await rows.join(organization, slug, cy)
    problem = (await ann.make(f"/communities/{slug}/problems", PROBLEM))["id"]
    acting = on_behalf(organization, robot, bob)
    made = await acting.post(f"/problems/{problem}/ticket-links", TICKET)
    path = f"/ticket-links/{ok(made)['id']}"
    again = await acting.post(f"/problems/{problem}/ticket-links", TICKET)
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    solved = {"state": "resolved"}
    for who in (robot, on_behalf(organization, robot, cy)):
        refused(await who.patch(path, solved, tag=made.headers["ETag"]), 403, "forbidden")
        refused(await who.delete(path, tag=made.headers["ETag"]), 403, "forbidden")
    refused(await acting.patch(path, solved), 428, "precondition_required")
    changed = await acting.patch(path, solved, tag=made.headers["ETag"])
    assert (ok(changed)["state"], ok(changed)["made_by"]) == ("resolved", _named(bob))
    refused(await acting.delete(path, tag=made.headers["ETag"]), 412, "precondition_failed")
    assert (await acting.delete(path, tag=changed.headers["ETag"])).status_code == 204
    refused(await bob.get(path), 404, "not_found")
    told = await organization.link.fetch(
        "SELECT kind, actor_id FROM event WHERE through_id = $1 ORDER BY position", robot.id
    )
    assert [row["kind"] for row in told] == ["ticket_link.made", "ticket_link.changed", "ticket_link.removed"]
    assert {row["actor_id"] for row in told} == {bob.id}


async def test_nothing_that_vouches_is_done_on_behalf(organization: Organization) -> None:
    ann, bob, robot, slug = await _scene(organization)
    problem = await ann.make(f"/communities/{slug}/problems", PROBLEM)
    solution = await rows.solution(organization, problem["id"], ann)
    environment = await keeps(organization, bob, "GVA")
    given = {"environment_id": environment, "revision": 1, "outcome": "confirmed", "machines": 1}
    acting = on_behalf(organization, robot, bob)
    document = refused(await acting.post(f"/solutions/{solution}/validations", given), 422, "invalid")
    assert [(error["parameter"], error["in"]) for error in document["errors"]] == [("On-Behalf-Of", "header")]
    refused(await acting.get("/problems"), 422, "invalid")
    assert await organization.link.fetchval("SELECT count(*) FROM validation") == 0


_BY_ROLE = {Standing.member, Standing.acting_coordinator, Standing.administrator, Standing.sponsor}


def test_what_a_role_gives_is_given_to_both_and_who_one_is_stays() -> None:
    everything = frozenset(Standing)
    assert narrower(everything, everything) == everything
    assert narrower(everything, {Standing.reader}) == everything - _BY_ROLE
    assert narrower(everything, {Standing.member}) == everything - {Standing.administrator, Standing.sponsor}
    assert narrower({Standing.reader, Standing.person}, everything) == {Standing.reader, Standing.person}
    for standing in _BY_ROLE - {Standing.acting_coordinator}:
        assert standing not in narrower(everything, everything - {standing})
    assert Standing.acting_coordinator not in narrower(everything, everything - {Standing.member})


def _plain(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    document = {name: value for name, value in answer.json().items() if name not in ("request_id", "instance")}
    return answer.status_code, document
