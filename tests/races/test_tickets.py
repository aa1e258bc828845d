"""What programs bring from tickets, when the same comes several times at once."""

import pytest

from tests.people import Organization, found_community, ok
from tests.races import another_instance, at_instance, settled, statuses, together

TIMES = 12
GIVEN = {"title": "VPN drops", "statement": "Since Monday."}


def reference(turn: int) -> dict[str, object]:
    return {"external_reference": {"system": "rt", "key": str(turn)}}


async def test_one_delivery_many_times_at_once_is_one_problem(organization: Organization) -> None:
    ann, robot = await organization.member("Ann"), await organization.member("Robot", kind="service")
    community = (await found_community(ann))["id"]
    await ann.make("/communities/network/memberships", {"member_id": str(robot.id), "role": "member"})
    async with another_instance(organization) as other:
        for turn in range(TIMES):
            answers = await together(
                organization,
                "community",
                community,
                *(
                    person.post("/communities/network/problems", {**GIVEN, **reference(turn)})
                    for person in (ann, robot, at_instance(other, ann), at_instance(other, robot))
                    for _ in range(2)
                ),
            )
            assert statuses(answers) == [200] * 7 + [201]
            assert len({ok(answer)["id"] for answer in answers}) == 1
            assert len(await ann.all("/problems")) == turn + 1
            await settled(organization, answers)


@pytest.mark.parametrize("problems", [1, 2])
@pytest.mark.parametrize("what", ["comments", "affected-marks"])
async def test_one_delivery_many_times_at_once_is_one_comment_and_one_mark_on_however_many_problems(
    organization: Organization, what: str, problems: int
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    async with another_instance(organization) as other:
        people = [ann, at_instance(other, ann)]
        for turn in range(TIMES):
            about = [(await ann.make("/communities/network/problems", GIVEN))["id"] for _ in range(problems)]
            answers = await together(
                organization,
                "problem",
                about,
                *(
                    person.post(f"/problems/{problem}/comments", {"body": "Here.", **reference(turn)})
                    if what == "comments"
                    else person.put(f"/problems/{problem}/affected-marks/none", reference(turn))
                    for problem in about
                    for person in people
                    for _ in range(2)
                ),
            )
            assert statuses(answers) == [200] * (4 * problems - 1) + [201]
            assert len({ok(answer)["id"] for answer in answers}) == 1
            assert sum([len(await ann.all(f"/problems/{problem}/{what}")) for problem in about]) == 1
            await settled(organization, answers)


async def test_one_ticket_linked_many_times_at_once_is_one_link(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    problem = (await ann.make("/communities/network/problems", GIVEN))["id"]
    path = f"/problems/{problem}/ticket-links"
    async with another_instance(organization) as other:
        for turn in range(TIMES):
            given = {"system": "rt", "key": str(turn)}
            people = [ann, at_instance(other, ann)]
            answers = await together(
                organization, "problem", problem, *(person.post(path, given) for person in people for _ in range(4))
            )
            assert statuses(answers) == [200] * 7 + [201]
            assert len({ok(answer)["id"] for answer in answers}) == 1
            assert len(await ann.all(path)) == turn + 1
            await settled(organization, answers)


async def test_a_link_removed_while_it_is_made_again_is_one_or_none(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    problem = (await ann.make("/communities/network/problems", GIVEN))["id"]
    path, given = f"/problems/{problem}/ticket-links", {"system": "rt", "key": "4711"}
    for turn in range(TIMES):
        link = ok(await ann.post(path, given))["id"]
        doing = [ann.delete(f"/ticket-links/{link}", tag="*"), ann.post(path, given)]
        answers = await together(organization, "problem", problem, *(doing if turn % 2 else reversed(doing)))
        assert statuses(answers) in ([200, 204], [201, 204])
        assert len(await ann.all(path)) == (1 if 201 in statuses(answers) else 0)
        await settled(organization, answers)
