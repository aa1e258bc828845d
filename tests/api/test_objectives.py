"""Objectives through the door."""

from typing import Any

import pytest

from app.core.ids import new_id
from app.models.objective import ObjectiveLine, ObjectivePage, ObjectiveShown
from tests.estate import kinds
from tests.people import Organization, Person, ok, refused


def goal(owner: Person, **more: Any) -> dict[str, Any]:
    return {
        "title": "One desktop",
        "description": "The **same** everywhere.",
        "owner_id": str(owner.id),
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        **more,
    }


@pytest.mark.parametrize("role", ["sponsor", "administrator"])
async def test_a_sponsor_or_an_administrator_sets_an_objective_and_everyone_reads_it(
    organization: Organization, role: str
) -> None:
    sue, bob = await organization.member("Sue", role=role), await organization.member("Bob")
    answer = await sue.post("/objectives", goal(bob))
    made = ok(answer)
    assert answer.headers["Location"].endswith(f"/api/v1/objectives/{made['id']}")
    ObjectiveShown.model_validate(made)
    assert made["owner"] == {"id": str(bob.id), "name": "Bob", "kind": "person"}
    assert (made["title"], made["description"]) == ("One desktop", "The **same** everywhere.")
    assert (made["starts_on"], made["ends_on"], made["retired_at"]) == ("2026-01-01", "2027-12-31", None)
    assert made["allowed_actions"] == ["change_objective", "retire_objective"]
    assert await bob.read(f"/objectives/{made['id']}") == {**made, "allowed_actions": []}
    page = await bob.read("/objectives")
    ObjectivePage.model_validate(page)
    assert page["items"] == [{name: made[name] for name in ObjectiveLine.model_fields}]
    assert await kinds(organization, made["id"]) == ["objective.set"]


async def test_others_keep_no_objectives_even_their_own(organization: Organization) -> None:
    sue, bob = await organization.member("Sue", role="sponsor"), await organization.member("Bob")
    refused(await bob.post("/objectives", goal(bob)), 403, "forbidden")
    path = f"/objectives/{(await sue.make('/objectives', goal(bob)))['id']}"
    refused(await bob.change(path, {"title": "Mine"}), 403, "forbidden")
    refused(await bob.put(f"{path}/retirement"), 403, "forbidden")
    refused(await bob.delete(f"{path}/retirement", tag='"1"'), 403, "forbidden")


async def test_a_period_does_not_end_before_it_starts(organization: Organization) -> None:
    sue = await organization.member("Sue", role="sponsor")
    document = refused(await sue.post("/objectives", goal(sue, ends_on="2025-12-31")), 422, "period_reversed")
    assert [error["pointer"] for error in document["errors"]] == ["#/ends_on"]
    made = await sue.make("/objectives", goal(sue, ends_on="2026-01-01"))
    path = f"/objectives/{made['id']}"
    refused(await sue.change(path, {"ends_on": "2025-12-31"}), 422, "period_reversed")
    refused(await sue.change(path, {"starts_on": "2026-01-02"}), 422, "period_reversed")
    moved = ok(await sue.change(path, {"starts_on": "2028-01-01", "ends_on": "2028-12-31"}))
    assert (moved["starts_on"], moved["ends_on"]) == ("2028-01-01", "2028-12-31")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"starts_on": "2026-02-30"}, "#/starts_on"),
        ({"starts_on": "0001-01-01"}, "#/starts_on"),
        ({"ends_on": "9999-12-31"}, "#/ends_on"),
        ({"starts_on": "2026-01-01T00:00:00"}, "#/starts_on"),
        ({"ends_on": 20000}, "#/ends_on"),
        ({"owner_id": None}, "#/owner_id"),
        ({"retired_at": None}, "#/retired_at"),
    ],
)
async def test_what_is_wrong_is_named(organization: Organization, change: dict[str, Any], pointer: str) -> None:
    sue = await organization.member("Sue", role="sponsor")
    document = refused(await sue.post("/objectives", goal(sue, **change)), 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == [pointer]


async def test_an_owner_is_an_active_member_when_named(organization: Organization) -> None:
    sue, bob = await organization.member("Sue", role="sponsor"), await organization.member("Bob")
    document = refused(await sue.post("/objectives", goal(sue, owner_id=str(new_id()))), 422, "unknown_reference")
    assert [error["pointer"] for error in document["errors"]] == ["#/owner_id"]
    made = await sue.make("/objectives", goal(bob))
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", bob.id)
    refused(await sue.post("/objectives", goal(bob)), 422, "unsuitable_member")
    path = f"/objectives/{made['id']}"
    assert ok(await sue.change(path, {"title": "Still his", "owner_id": str(bob.id)}))["owner"]["name"] == "Bob"
    assert ok(await sue.change(path, {"owner_id": str(sue.id)}))["owner"]["name"] == "Sue"
    refused(await sue.change(path, {"owner_id": str(bob.id)}), 422, "unsuitable_member")


async def test_a_change_moves_the_version_and_names_the_fields(organization: Organization) -> None:
    sue = await organization.member("Sue", role="sponsor")
    made = await sue.make("/objectives", goal(sue))
    path = f"/objectives/{made['id']}"
    refused(await sue.patch(path, {"title": "Two"}), 428, "precondition_required")
    refused(await sue.patch(path, {"title": "Two"}, tag='"5"'), 412, "precondition_failed")
    changed = ok(await sue.change(path, goal(sue, title="Two", description="")))
    assert (changed["title"], changed["description"], changed["version"]) == ("Two", "", 2)
    assert ok(await sue.change(path, {"title": "Two"})) == changed
    data = await organization.link.fetch("SELECT data FROM event WHERE kind = 'objective.changed'")
    assert [row["data"] for row in data] == ['{"fields": ["description", "title"], "version": 2}']


async def test_an_objective_is_retired_once_and_reinstated(organization: Organization) -> None:
    sue = await organization.member("Sue", role="sponsor")
    path = f"/objectives/{(await sue.make('/objectives', goal(sue)))['id']}"
    retired = ok(await sue.put(f"{path}/retirement"))
    assert retired["allowed_actions"] == ["change_objective", "reinstate_objective"]
    assert ok(await sue.put(f"{path}/retirement")) == retired
    assert await sue.all("/objectives", retired="false") == []
    assert len(await sue.all("/objectives")) == 1
    refused(await sue.delete(f"{path}/retirement"), 428, "precondition_required")
    back = ok(await sue.delete(f"{path}/retirement", tag='"2"'))
    refused(await sue.delete(f"{path}/retirement", tag='"3"'), 409, "not_retired")
    assert await kinds(organization, back["id"]) == ["objective.set", "objective.retired", "objective.reinstated"]


async def test_objectives_are_listed_by_their_periods_and_filtered(organization: Organization) -> None:
    sue, bob = await organization.member("Sue", role="sponsor"), await organization.member("Bob")
    for owner, title, starts_on, ends_on in (
        (sue, "a", "2026-01-01", "2026-06-30"),
        (bob, "b", "2026-03-01", "2026-03-31"),
        (sue, "c", "2026-02-01", "2026-12-31"),
        (bob, "d", "2026-02-01", "2026-12-31"),
    ):
        await sue.make("/objectives", goal(owner, title=title, starts_on=starts_on, ends_on=ends_on))

    async def listed(**query: Any) -> list[str]:
        return [found["title"] for found in await bob.all("/objectives", limit=1, **query)]

    assert await listed() == ["b", "d", "c", "a"]
    assert await listed(sort="ends_on") == ["b", "a", "c", "d"]
    assert await listed(owner=str(bob.id)) == ["b", "d"]
    refused(await bob.get("/objectives", sort="title"), 422, "invalid")


async def test_an_objective_is_set_once_for_one_key(organization: Organization) -> None:
    sue = await organization.member("Sue", role="sponsor")
    first = await sue.post("/objectives", goal(sue), key="one")
    again = await sue.post("/objectives", goal(sue), key="one")
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    assert len(await sue.all("/objectives")) == 1


async def test_what_does_not_exist_is_not_found(organization: Organization) -> None:
    sue = await organization.member("Sue", role="sponsor")
    path = f"/objectives/{new_id()}"
    refused(await sue.get(path), 404, "not_found")
    refused(await sue.patch(path, {}, tag='"1"'), 404, "not_found")
    refused(await sue.delete(f"{path}/retirement", tag='"1"'), 404, "not_found")
