"""Flags warn, make one action item a kind, and never change a status."""

from app.models.flag import FlagShown
from tests.people import Organization, found_community, ok, refused

TEXT = {"title": "Pin the MTU", "summary": "Pin it.", "steps": "Set it to 1300."}


async def test_a_flag_makes_one_action_item_of_the_authors_and_a_second_of_its_kind_adds_to_it(
    organization: Organization,
) -> None:
    ann, bob = [await organization.member(name) for name in ("Ann", "Bob")]
    await found_community(ann, slug="network")
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await ann.make(f"/problems/{problem['id']}/solutions", TEXT)
    path = f"/solutions/{solution['id']}"
    first = await bob.make(f"{path}/flags", {"kind": "outdated", "reason": "The menu has moved."})
    FlagShown.model_validate(first)
    item = await ann.read(f"/action-items/{first['action_item_id']}")
    assert (item["owner"]["name"], item["state"]) == ("Ann", "open")
    assert item["origin"] == {"kind": "flag", "id": first["id"]}
    second = await bob.make(f"{path}/flags", {"kind": "outdated", "reason": "Still."})
    other = await bob.make(f"{path}/flags", {"kind": "dangerous", "reason": "It deletes the profile."})
    assert second["action_item_id"] == first["action_item_id"] != other["action_item_id"]
    assert [flag["id"] for flag in await bob.all(f"{path}/flags")] == [other["id"], second["id"], first["id"]]
    assert ok(await ann.change(f"/action-items/{first['action_item_id']}", {"state": "done"}))["state"] == "done"
    third = await bob.make(f"{path}/flags", {"kind": "outdated", "reason": "Moved again."})
    assert third["action_item_id"] != first["action_item_id"]
    assert (await ann.read(path))["status"] == "draft"
    assert await bob.read(f"{path}/flags/{third['id']}") == third


async def test_who_may_not_read_a_solution_may_not_flag_it(organization: Organization) -> None:
    ann, eve = [await organization.member(name) for name in ("Ann", "Eve")]
    await found_community(ann, slug="network", visibility="listed")
    problem = await ann.make("/communities/network/problems", {"title": "VPN drops", "statement": "Since Monday."})
    solution = await ann.make(f"/problems/{problem['id']}/solutions", TEXT)
    given = {"kind": "wrong", "reason": "No."}
    refused(await eve.post(f"/solutions/{solution['id']}/flags", given), 404, "not_found")
    refused(await eve.get(f"/solutions/{solution['id']}/flags"), 404, "not_found")
