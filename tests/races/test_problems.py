"""Problems, their marks and their trees of duplicates, when several change them at once."""

import pytest

from tests.people import Organization, Person, found_community, ok
from tests.races import another_instance, at_instance, settled, statuses, together

TIMES = 12
GIVEN = {"title": "VPN drops", "statement": "Since Monday."}


async def _posted(person: Person, count: int) -> list[str]:
    return [(await person.make("/communities/network/problems", GIVEN))["id"] for _ in range(count)]


@pytest.mark.parametrize("length", [2, 3, 5])
async def test_closures_that_would_make_a_ring_never_all_happen(organization: Organization, length: int) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    async with another_instance(organization) as other:
        people = [ann, at_instance(other, ann)]
        for turn in range(TIMES):
            ring = await _posted(ann, length)
            answers = await together(
                organization,
                "problem",
                ring[turn % length],
                *(
                    people[place % 2].put(
                        f"/problems/{one}/closure",
                        {"reason": "duplicate", "duplicate_of_id": ring[(place + 1) % length]},
                    )
                    for place, one in enumerate(ring)
                ),
            )
            assert set(statuses(answers)) == {200, 409}, [answer.text for answer in answers]
            closed = [problem for problem in ring if (await ann.read(f"/problems/{problem}"))["state"] == "closed"]
            assert len(closed) == statuses(answers).count(200) < length
            await settled(organization, answers)


async def test_a_closure_and_its_root_s_own_at_once_leave_every_root_where_the_closures_lead(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    for turn in range(TIMES):
        below, middle, above = await _posted(ann, 3)
        named = [{"reason": "duplicate", "duplicate_of_id": each} for each in (middle, above)]
        answers = await together(
            organization,
            "problem",
            middle if turn % 2 else above,
            ann.put(f"/problems/{below}/closure", named[0]),
            ann.put(f"/problems/{middle}/closure", named[1]),
        )
        assert statuses(answers) in ([200, 200], [200, 409])
        await settled(organization, answers)


async def test_one_mark_made_many_times_at_once_is_one(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    async with another_instance(organization) as other:
        for _ in range(TIMES):
            (problem,) = await _posted(ann, 1)
            path = f"/problems/{problem}/affected-marks/none"
            answers = await together(
                organization,
                "problem",
                problem,
                *(person.put(path, {"machines": 0}) for person in (bob, at_instance(other, bob)) for _ in range(3)),
            )
            assert statuses(answers) == [200, 200, 200, 200, 200, 201]
            assert len(await ann.all(f"/problems/{problem}/affected-marks")) == 1
            assert (await ann.read(f"/problems/{problem}"))["reach"]["people"] == 1
            await settled(organization, answers)


async def test_a_mark_made_while_it_is_taken_back_stands_or_was_there_before(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    for turn in range(TIMES):
        (problem,) = await _posted(ann, 1)
        path = f"/problems/{problem}/affected-marks/none"
        tag = (await bob.put(path, {"machines": 0})).headers["ETag"]
        doing = [bob.delete(path, tag=tag), bob.put(path, {"machines": 0}), bob.delete(path, tag=tag)]
        answers = await together(organization, "problem", problem, *(doing if turn % 2 else reversed(doing)))
        gone = sum(answer.status_code == 204 for answer in answers)
        made = sum(answer.status_code == 201 for answer in answers)
        assert gone in (1, 2)
        standing = 1 + made - gone
        assert len(await ann.all(f"/problems/{problem}/affected-marks")) == standing
        assert (await ann.read(f"/problems/{problem}"))["reach"]["people"] == standing
        await settled(organization, answers)


async def test_two_framings_adopted_at_once_give_one_revision(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    for _ in range(TIMES):
        problem = (await ann.make("/communities/network/problems", {**GIVEN, "form": "unstructured"}))["id"]
        paths = [
            f"/problems/{problem}/framings/{(await ann.make(f'/problems/{problem}/framings', GIVEN))['id']}/adoption"
            for _ in range(2)
        ]
        answers = await together(organization, "problem", problem, *(ann.put(path) for path in paths))
        assert statuses(answers) == [200, 409]
        assert (await ann.read(f"/problems/{problem}"))["revision"] == 2
        await settled(organization, answers)


@pytest.mark.parametrize("path", ["/communities/network/problems", "/problems/network-1/comments"])
async def test_ten_clients_with_one_key_act_once_and_all_get_the_same_answer(
    organization: Organization, path: str
) -> None:
    ann = await organization.member("Ann")
    community = (await found_community(ann))["id"]
    problem = (await ann.make("/communities/network/problems", GIVEN))["id"]
    given = GIVEN if path.endswith("problems") else {"body": "Here too."}
    held = ("community", community) if path.endswith("problems") else ("problem", problem)
    async with another_instance(organization) as other:
        people = [ann, at_instance(other, ann)]
        for turn in range(TIMES):
            before = len(await ann.all(path))
            answers = await together(
                organization, *held, *(people[number % 2].post(path, given, key=f"key-{turn}") for number in range(10))
            )
            assert {answer.status_code for answer in answers} == {201}
            assert len({answer.content for answer in answers}) == 1
            assert sum(answer.headers.get("Idempotency-Replayed") == "true" for answer in answers) == 9
            assert len(await ann.all(path)) == before + 1
            told = await organization.link.fetchval(
                "SELECT count(*) FROM event WHERE subject_id::text = $1", ok(answers[0])["id"]
            )
            assert told == 1
    await settled(organization)
