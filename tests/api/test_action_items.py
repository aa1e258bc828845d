"""Action items: who may own, make and change them, what is overdue where, and what becomes of the owner's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.models.action_item import ActionItemLine, ActionItemShown
from tests.people import Organization, Person, found_community, ok, refused

PLACE = "/communities/network/action-items"
NOTHING = "019a4c7e-5b1f-7c3e-9f10-3d2c5b6a7f80"


async def _join(person: Person, role: str = "member", slug: str = "network") -> None:
    await person.make(f"/communities/{slug}/memberships", {"member_id": str(person.id), "role": role})


async def _item(maker: Person, title: str = "Call the vendor", place: str = PLACE, **more: Any) -> Any:
    return await maker.make(place, {"title": title, **more})


def _day(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


async def _site(organization: Organization, zone: str) -> str:
    row = await organization.link.fetchval(
        "INSERT INTO site (id, version, created_at, updated_at, code, name, region, time_zone)"
        " VALUES (gen_random_uuid(), 1, now(), now(), $1, $1, '', $1) RETURNING id",
        zone,
    )
    return str(row)


async def _events(organization: Organization, item_id: str) -> list[str]:
    rows = await organization.link.fetch(
        "SELECT kind FROM event WHERE subject_id = $1 ORDER BY position", UUID(item_id)
    )
    return [row["kind"] for row in rows]


async def test_a_member_makes_an_action_item_for_a_reader(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    answer = await ann.post(PLACE, {"title": "Call the vendor", "owner_id": str(bob.id), "due_on": _day(3)})
    item = ok(answer)
    ActionItemShown.model_validate(item)
    assert answer.headers["Location"].endswith(f"/api/v1/action-items/{item['id']}")
    assert (item["owner"]["name"], item["maker"]["name"], item["due_on"]) == ("Bob", "Ann", _day(3))
    assert (item["state"], item["overdue"], item["origin"], item["dropped_reason"]) == ("open", False, None, None)
    assert await ann.read(f"/action-items/{item['id']}") == item
    assert item["allowed_actions"] == ["change_action_item", "change_action_item_state"]
    for_bob = await bob.read(f"/action-items/{item['id']}")
    assert for_bob["allowed_actions"] == ["change_action_item_state"]
    assert await _events(organization, item["id"]) == ["action_item.made"]


async def test_a_day_is_written_as_one(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    for day in (0, 7.2e-115, True, "2026-11-24T10:00:00Z", "1764000000"):
        answer = refused(await ann.post(PLACE, {"title": "Call the vendor", "due_on": day}), 422, "invalid")
        assert answer["errors"][0]["pointer"] == "#/due_on"


async def test_observers_and_outsiders_make_none(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    await found_community(ann)
    await _join(bob, "observer")
    for other in (bob, cem):
        refused(await other.post(PLACE, {"title": "Call"}), 403, "forbidden")


async def test_an_owner_is_a_person_who_may_read_the_inside(organization: Organization) -> None:
    ann, bob, cem = [await organization.member(name) for name in ("Ann", "Bob", "Cem")]
    robot = await organization.member("Robot", kind="service")
    gone = await organization.member("Gone")
    await found_community(ann, visibility="listed")
    await found_community(ann, slug="windows")
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", gone.id)
    for member, role in ((bob, "observer"), (robot, "member")):
        await ann.make("/communities/network/memberships", {"member_id": str(member.id), "role": role})
    item = await _item(ann, owner_id=str(bob.id))
    for nobody in (str(cem.id), str(robot.id), str(gone.id), NOTHING):
        document = refused(await ann.post(PLACE, {"title": "x", "owner_id": nobody}), 422, "unknown_reference")
        assert document["errors"][0]["pointer"] == "#/owner_id"
        refused(await ann.change(f"/action-items/{item['id']}", {"owner_id": nobody}), 422, "unknown_reference")
    place = "/communities/windows/action-items"
    assert (await _item(ann, place=place, owner_id=str(cem.id)))["owner"]["name"] == "Cem"
    for nobody in (str(robot.id), str(gone.id)):
        refused(await ann.post(place, {"title": "x", "owner_id": nobody}), 422, "unknown_reference")


async def test_it_comes_from_something_of_its_own_community(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await found_community(ann, slug="windows")
    problem = await ann.make("/communities/network/problems", {"title": "Slow", "statement": "Slow."})
    origin = {"kind": "problem", "id": problem["id"]}
    assert (await _item(ann, origin=origin))["origin"] == origin
    elsewhere = [{"kind": "problem", "id": NOTHING}]
    elsewhere += [
        {"kind": kind, "id": problem["id"]} for kind in ("framing", "solution", "validation", "flag", "comment")
    ]
    for wrong in elsewhere:
        document = refused(await ann.post(PLACE, {"title": "x", "origin": wrong}), 422, "unknown_reference")
        assert document["errors"][0]["pointer"] == "#/origin/id"
    windows = "/communities/windows/action-items"
    refused(await ann.post(windows, {"title": "x", "origin": origin}), 422, "unknown_reference")
    refused(await ann.post(PLACE, {"title": "x", "origin": {"kind": "site", "id": NOTHING}}), 422, "invalid")


async def test_each_field_is_changed_by_its_right(organization: Organization) -> None:
    ann, bob, cem, dan = [await organization.member(name) for name in ("Ann", "Bob", "Cem", "Dan")]
    await found_community(ann)
    for member in (bob, cem, dan):
        await _join(member)
    item = await _item(bob, owner_id=str(cem.id))
    path = f"/action-items/{item['id']}"
    refused(await cem.change(path, {"title": "Mine"}), 403, "forbidden")
    refused(await cem.change(path, {"state": "done", "owner_id": str(dan.id)}), 403, "forbidden")
    refused(await dan.change(path, {"state": "done"}), 403, "forbidden")
    assert ok(await cem.change(path, {"state": "in_progress"}))["state"] == "in_progress"
    assert ok(await bob.change(path, {"title": "Write to the vendor", "due_on": _day(1)}))["due_on"] == _day(1)
    changed = ok(await ann.change(path, {"owner_id": None, "state": "open", "due_on": None}))
    assert (changed["owner"], changed["state"], changed["due_on"], changed["version"]) == (None, "open", None, 4)
    refused(await cem.change(path, {"state": "done"}), 403, "forbidden")
    refused(await bob.patch(path, {"state": "done"}), 428, "precondition_required")
    refused(await bob.patch(path, {"state": "done"}, tag='"1-x"'), 412, "precondition_failed")
    assert ok(await bob.change(path, {"state": "open", "title": "Write to the vendor"}))["version"] == 4
    refused(await bob.change(path, {"maker_id": str(bob.id)}), 422, "invalid")
    assert await _events(organization, item["id"]) == [
        "action_item.made",
        "action_item.state_changed",
        "action_item.changed",
        "action_item.changed",
        "action_item.state_changed",
    ]


async def test_what_is_dropped_has_a_reason_and_nothing_else_has(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    path = f"/action-items/{(await _item(ann))['id']}"
    for wrong in (
        {"state": "dropped"},
        {"state": "dropped", "dropped_reason": None},
        {"state": "dropped", "dropped_reason": " "},
        {"state": "done", "dropped_reason": "Gone."},
        {"dropped_reason": "Gone."},
    ):
        document = refused(await ann.change(path, wrong), 422, "invalid")
        assert document["errors"][0]["pointer"] == "#/dropped_reason"
    dropped = ok(await ann.change(path, {"state": "dropped", "dropped_reason": "The printer is gone."}))
    assert (dropped["state"], dropped["dropped_reason"]) == ("dropped", "The printer is gone.")
    again = ok(await ann.change(path, {"dropped_reason": "The printer was sold."}))
    assert again["dropped_reason"] == "The printer was sold."
    refused(await ann.change(path, {"dropped_reason": None}), 422, "invalid")
    taken_up = ok(await ann.change(path, {"state": "open"}))
    assert (taken_up["state"], taken_up["dropped_reason"]) == ("open", None)
    told = await organization.link.fetch("SELECT data::text FROM event")
    assert not any("printer" in row["data"] for row in told)


async def test_overdue_is_due_before_today_at_the_owners_site(organization: Organization) -> None:
    ann = await organization.member("Ann")
    east = await organization.member("East", site_id=await _site(organization, "Pacific/Kiritimati"))
    west = await organization.member("West", site_id=await _site(organization, "Pacific/Pago_Pago"))
    await found_community(ann)
    for person, zone in ((east, "Pacific/Kiritimati"), (west, "Pacific/Pago_Pago"), (None, "UTC")):
        day = await organization.link.fetchval("SELECT timezone($1, now())::date", zone)
        owner = None if person is None else str(person.id)
        late = await _item(ann, owner_id=owner, due_on=(day - timedelta(days=1)).isoformat())
        in_time = await _item(ann, owner_id=owner, due_on=day.isoformat())
        assert (late["overdue"], in_time["overdue"]) == (True, False)
        if person is None:
            done = ok(await ann.change(f"/action-items/{late['id']}", {"state": "done"}))
            assert done["overdue"] is False
    overdue = await ann.all(PLACE, overdue=True)
    assert {item["owner"]["name"] for item in overdue} == {"East", "West"}
    assert len(await ann.all(PLACE, overdue=False)) == 4
    assert (await _item(ann))["overdue"] is False


async def test_the_list_begins_with_what_has_no_owner_then_what_is_due_first(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    await found_community(bob, slug="secret", visibility="private")
    owned = {"owner_id": str(bob.id)}
    await _item(ann, "sometime", **owned)
    await _item(ann, "tomorrow", due_on=_day(1), **owned)
    await _item(ann, "today", due_on=_day(0), **owned)
    await _item(ann, "nobody's, sometime")
    await _item(ann, "nobody's, tomorrow", due_on=_day(1))
    finished = await _item(ann, "nobody's, done", due_on=_day(2))
    ok(await ann.change(f"/action-items/{finished['id']}", {"state": "done"}))
    wanted = ["nobody's, tomorrow", "nobody's, sometime", "today", "tomorrow", "nobody's, done", "sometime"]
    for path in (PLACE, "/action-items"):
        for limit in (1, 4, 100):
            items = await ann.all(path, limit=limit)
            assert [item["title"] for item in items] == wanted
    ActionItemLine.model_validate(items[0])
    whole = await ann.read(f"/action-items/{items[0]['id']}")
    assert items[0] == {name: whole[name] for name in items[0]}
    assert [item["title"] for item in await ann.all(PLACE, state="done")] == ["nobody's, done"]
    assert len(await ann.all("/action-items", owner=str(bob.id))) == 3
    assert len(await ann.all("/action-items", community="network", state=["open", "done"])) == 6


async def test_ones_own_are_listed_across_communities(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    secret = await found_community(bob, slug="secret", visibility="private")
    mine = await _item(bob, "mine", f"/communities/{secret['slug']}/action-items", owner_id=str(bob.id))
    await _item(ann, "first", owner_id=str(bob.id), due_on=_day(1))
    await _item(ann, "not mine", owner_id=str(ann.id))
    assert [item["title"] for item in await bob.all("/me/action-items", limit=1)] == ["first", "mine"]
    ok(await bob.change(f"/action-items/{mine['id']}", {"state": "done"}))
    assert [item["title"] for item in await bob.all("/me/action-items")] == ["first"]
    assert [item["title"] for item in await bob.all("/me/action-items", state="done")] == ["mine"]
    assert [item["title"] for item in await ann.all("/action-items")] == ["first", "not mine"]


async def test_they_lie_inside(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for visibility in ("listed", "private"):
        community = await found_community(ann, slug=visibility, visibility=visibility)
        place = f"/communities/{community['slug']}/action-items"
        item = await _item(ann, place=place)
        refused(await bob.get(place), 404, "not_found")
        refused(await bob.post(place, {"title": "x"}), 404, "not_found")
        refused(await bob.get(f"/action-items/{item['id']}"), 404, "not_found")
        refused(await bob.patch(f"/action-items/{item['id']}", {"state": "done"}, tag='"1-x"'), 404, "not_found")
    assert (await bob.read("/action-items"))["items"] == []


@pytest.mark.parametrize("visibility", ["open", "listed", "private"])
async def test_who_may_no_longer_read_owns_nothing_there_that_is_to_be_done(
    organization: Organization, visibility: str
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann, visibility=visibility)
    place = f"/communities/{community['slug']}"
    await ann.make(f"{place}/memberships", {"member_id": str(bob.id)})
    still, done = [await _item(ann, place=f"{place}/action-items", owner_id=str(bob.id)) for _ in range(2)]
    ok(await ann.change(f"/action-items/{done['id']}", {"state": "done"}))
    path = f"{place}/memberships/{bob.id}"
    assert (await bob.delete(path, tag=(await bob.get(path)).headers["ETag"])).status_code == 204
    left = (await ann.read(f"/action-items/{still['id']}"))["owner"]
    assert (left is None) is (visibility != "open")
    assert (await ann.read(f"/action-items/{done['id']}"))["owner"]["name"] == "Bob"
    told = (await _events(organization, still["id"]))[1:]
    assert told == ([] if visibility == "open" else ["action_item.left_without_owner"])
