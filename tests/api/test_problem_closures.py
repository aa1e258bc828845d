"""How problems end and are taken up again; duplicates, their roots, and rings that never come to be."""

import asyncio
from typing import Any

import pytest

from tests import rows
from tests.people import Organization, Person, ok, refused

PROBLEMS = "/communities/network/problems"
GIVEN = {"title": "VPN drops", "statement": "It drops each hour."}


async def made(ann: Person, count: int, slug: str = "network") -> list[dict[str, Any]]:
    return [await ann.make(f"/communities/{slug}/problems", GIVEN) for _ in range(count)]


def repeats(other: dict[str, Any]) -> dict[str, Any]:
    return {"reason": "duplicate", "duplicate_of_id": other["id"]}


async def close(person: Person, problem: dict[str, Any], given: dict[str, Any]) -> Any:
    return ok(await person.put(f"/problems/{problem['id']}/closure", given))


async def reopen(person: Person, problem: dict[str, Any]) -> Any:
    path = f"/problems/{problem['id']}"
    return ok(await person.delete(f"{path}/closure", tag=(await person.get(path)).headers["ETag"]))


async def roots(person: Person, *problems: dict[str, Any]) -> list[int]:
    """The numbers of the problems' roots."""
    shown = [await person.read(f"/problems/{problem['id']}") for problem in problems]
    return [int(problem["root"]["key"].rpartition("-")[2]) for problem in shown]


@pytest.mark.parametrize("reason", ["not_reproducible", "out_of_scope", "obsolete"])
async def test_problem_is_closed_with_a_reason_and_taken_up_again(organization: Organization, reason: str) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    [problem] = await made(ann, 1)
    closed = await close(ann, problem, {"reason": reason, "comment": "Seen to."})
    assert (closed["state"], closed["version"]) == ("closed", 2)
    closure = closed["closure"]
    assert (closure["reason"], closure["comment"], closure["duplicate_of"]) == (reason, "Seen to.", None)
    assert closure["closed_by"]["name"] == "Ann"
    assert "reopen_problem" in closed["allowed_actions"]
    assert "close_problem" not in closed["allowed_actions"]
    opened = await reopen(ann, problem)
    assert (opened["state"], opened["closure"], opened["version"]) == ("open", None, 3)
    assert await rows.events(organization, problem["id"]) == [
        ("problem.posted", {"number": 1, "severity": "moderate", "form": "structured", "parent_id": None}),
        ("problem.closed", {"reason": reason, "duplicate_of_id": None, "previous": "open"}),
        ("problem.reopened", {"state": "open"}),
    ]


async def test_same_closure_again_answers_what_stands(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    one, two = await made(ann, 2)
    for problem, given in ((one, {"reason": "obsolete"}), (two, repeats(one))):
        closed = await close(ann, problem, given)
        assert await close(ann, problem, given) == closed
    happened = [kind for kind, _ in await rows.events(organization, one["id"])]
    assert happened == ["problem.posted", "problem.closed"]


async def test_closure_that_stands_is_not_replaced(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    [problem] = await made(ann, 1)
    path = f"/problems/{problem['id']}"
    closed = await ann.put(f"{path}/closure", {"reason": "obsolete"})
    tag = closed.headers["ETag"]
    other = {"reason": "out_of_scope"}
    refused(await ann.put(f"{path}/closure", other), 428, "precondition_required")
    refused(await ann.put(f"{path}/closure", other, tag='"1-x"'), 412, "precondition_failed")
    refused(await ann.put(f"{path}/closure", other, tag=tag), 409, "already_closed")
    refused(await ann.patch(path, {"severity": "low"}, tag=tag), 409, "already_closed")


async def test_taking_back_needs_a_closure_and_the_problems_tag(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    [problem] = await made(ann, 1)
    path = f"/problems/{problem['id']}"
    refused(await ann.delete(f"{path}/closure", tag='"1-x"'), 409, "not_closed")
    await close(ann, problem, {"reason": "obsolete"})
    refused(await ann.delete(f"{path}/closure"), 428, "precondition_required")
    refused(await ann.delete(f"{path}/closure", tag='"1-x"'), 412, "precondition_failed")


async def test_author_and_acting_coordinator_close_and_take_back(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await rows.community(organization, coordinator=ann, member=[bob, cy])
    problem = await bob.make(PROBLEMS, GIVEN)
    path = f"/problems/{problem['id']}/closure"
    refused(await cy.put(path, {"reason": "obsolete"}), 403, "forbidden")
    await close(bob, problem, {"reason": "obsolete"})
    refused(await cy.put(path, {"reason": "obsolete"}), 403, "forbidden")
    refused(await cy.delete(path, tag="*"), 403, "forbidden")
    await reopen(ann, problem)


async def test_duplicate_names_what_it_repeats_and_nothing_else_does(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    one, two = await made(ann, 2)
    for given in ({"reason": "duplicate"}, {"reason": "obsolete", "duplicate_of_id": two["id"]}):
        answer = await ann.put(f"/problems/{one['id']}/closure", given)
        assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/duplicate_of_id"
    refused(await ann.put(f"/problems/{one['id']}/closure", repeats(one)), 409, "ring_of_problems")


async def test_reopened_problem_is_what_its_solutions_make_of_it(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    [problem] = await made(ann, 1)
    await rows.solution(organization, problem["id"], ann, "validated")
    await close(ann, problem, {"reason": "obsolete"})
    assert (await reopen(ann, problem))["state"] == "solved"


async def test_root_is_kept_for_the_whole_tree_and_taking_back_restores_it(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    a, b, c, d = await made(ann, 4)
    versions = {problem["id"]: problem["version"] for problem in (a, b, c, d)}
    await close(ann, a, repeats(b))
    await close(ann, d, repeats(b))
    assert await roots(ann, a, b, c, d) == [2, 2, 3, 2]
    closed = await close(ann, b, repeats(c))
    assert closed["closure"]["duplicate_of"]["key"] == "network-3"
    assert await roots(ann, a, b, c, d) == [3, 3, 3, 3]
    assert (await ann.read(f"/problems/{a['id']}"))["closure"]["duplicate_of"]["key"] == "network-2"
    assert (await ann.read(f"/problems/{a['id']}"))["version"] == versions[a["id"]] + 1
    await reopen(ann, b)
    assert await roots(ann, a, b, c, d) == [2, 2, 3, 2]
    await reopen(ann, a)
    assert await roots(ann, a, b, c, d) == [1, 2, 3, 2]
    moved = [data for kind, data in await rows.events(organization, d["id"]) if kind == "problem.root_changed"]
    assert moved == [
        {"root_id": b["id"], "previous_id": d["id"]},
        {"root_id": c["id"], "previous_id": b["id"]},
        {"root_id": b["id"], "previous_id": c["id"]},
    ]


async def test_problem_closed_for_another_reason_can_be_repeated(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    a, b = await made(ann, 2)
    await close(ann, b, {"reason": "obsolete"})
    await close(ann, a, repeats(b))
    await reopen(ann, b)
    assert await roots(ann, a, b) == [2, 2]


async def test_duplicate_of_a_duplicate_is_told_its_root(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    a, b, c, d = await made(ann, 4)
    await close(ann, b, repeats(c))
    document = refused(await ann.put(f"/problems/{a['id']}/closure", repeats(b)), 409, "duplicate_of_duplicate")
    assert "network-2" in document["detail"]
    assert "network-3" in document["detail"]
    await close(ann, c, repeats(d))
    document = refused(await ann.put(f"/problems/{a['id']}/closure", repeats(b)), 409, "duplicate_of_duplicate")
    assert "network-4" in document["detail"]
    refused(await ann.put(f"/problems/{d['id']}/closure", repeats(b)), 409, "ring_of_problems")
    refused(await ann.put(f"/problems/{d['id']}/closure", repeats(c)), 409, "ring_of_problems")


async def test_duplicate_crosses_communities_only_where_both_are_open(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await rows.community(organization, "desktop", coordinator=ann)
    await rows.community(organization, "listed", visibility="listed", coordinator=ann)
    [a], [b], [c] = await made(ann, 1), await made(ann, 1, "desktop"), await made(ann, 1, "listed")
    for one, other in ((a, c), (c, a)):
        answer = await ann.put(f"/problems/{one['id']}/closure", repeats(other))
        assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/duplicate_of_id"
    closed = await close(ann, a, repeats(b))
    assert closed["root"]["key"] == "desktop-1"


async def test_what_one_may_not_read_is_repeated_as_little_as_nothing(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=ann)
    secret = await rows.community(organization, "secret", visibility="private", coordinator=bob)
    [mine], [hidden] = await made(ann, 1), await made(bob, 1, secret)
    path = f"/problems/{mine['id']}/closure"
    documents = [
        refused(await ann.put(path, repeats({"id": identity})), 422, "unknown_reference")
        for identity in (hidden["id"], "01890000-0000-7000-8000-000000000000")
    ]
    for document in documents:
        del document["request_id"]
    assert documents[0] == documents[1]
    assert documents[0]["errors"][0]["pointer"] == "#/duplicate_of_id"


async def test_closures_that_cross_never_both_happen(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=[ann, bob])
    for turn in range(15):
        a, b = await made(ann, 2)
        answers = await asyncio.gather(
            ann.put(f"/problems/{a['id']}/closure", repeats(b)), bob.put(f"/problems/{b['id']}/closure", repeats(a))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409], turn
        loser = next(answer for answer in answers if answer.status_code == 409)
        refused(loser, 409, "ring_of_problems")


async def test_three_closures_in_a_circle_never_all_happen(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    for _ in range(8):
        problems = await made(ann, 3)
        answers = await asyncio.gather(
            *(
                ann.put(f"/problems/{one['id']}/closure", repeats(other))
                for one, other in zip(problems, problems[1:] + problems[:1], strict=True)
            )
        )
        statuses = [answer.status_code for answer in answers]
        assert set(statuses) <= {200, 409}, [answer.text for answer in answers]
        assert 1 <= statuses.count(200) <= 2
        await hold_roots(organization)


async def test_roots_stay_true_while_a_tree_is_closed_and_reopened_at_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    for _ in range(8):
        a, b, c, d, e = await made(ann, 5)
        await close(ann, a, repeats(b))
        await close(ann, b, repeats(c))
        answers = await asyncio.gather(
            ann.delete(f"/problems/{a['id']}/closure", tag="*"),
            ann.delete(f"/problems/{b['id']}/closure", tag="*"),
            ann.put(f"/problems/{c['id']}/closure", repeats(d)),
            ann.put(f"/problems/{e['id']}/closure", repeats(c)),
        )
        assert {answer.status_code for answer in answers} <= {200, 409}, [answer.text for answer in answers]
        await hold_roots(organization)


async def hold_roots(organization: Organization) -> None:
    """Holds that every root is the one that the closures, followed up, lead to."""
    wrong = await organization.link.fetch(
        """
        WITH RECURSIVE up AS (
            SELECT id AS start, id, duplicate_of_id FROM problem
            UNION
            SELECT up.start, p.id, p.duplicate_of_id FROM up JOIN problem p ON p.id = up.duplicate_of_id
        )
        SELECT p.number FROM problem p
        WHERE p.root_id IS DISTINCT FROM (SELECT id FROM up WHERE start = p.id AND duplicate_of_id IS NULL)
        """
    )
    assert wrong == []
