"""Environments through the door."""

import asyncio
from typing import Any

import pytest

from app.core.ids import new_id
from app.models.environment import EnvironmentLine, EnvironmentPage, EnvironmentShown
from tests.estate import WINDOWS, administrator, kinds, listed_component, site_of
from tests.people import Organization, Person, ok, refused


async def deactivate(organization: Organization, person: Person) -> None:
    await organization.link.execute("UPDATE member SET active = false WHERE id = $1", person.id)


def pointers(document: Any) -> list[str]:
    return [error["pointer"] for error in document["errors"]]


async def test_any_person_makes_an_environment_and_keeps_it(organization: Organization) -> None:
    ada, ann, bob = await administrator(organization), await organization.member("Ann"), await organization.member("B")
    site, windows = await site_of(ada), await ada.make("/components", WINDOWS)
    reader = await ada.make("/components", {"vendor": "Adobe", "name": "Reader", "kind": "application"})
    answer = await ann.post(
        "/environments",
        {
            "site_id": site["id"],
            "name": "Desktops",
            "machines": 1200,
            "configuration": [
                {"component_id": windows["id"], "component_version": "10.0.19045"},
                {"component_id": reader["id"], "component_version": None},
            ],
        },
    )
    made = ok(answer)
    assert answer.headers["Location"].endswith(f"/api/v1/environments/{made['id']}")
    EnvironmentShown.model_validate(made)
    assert made["site"] == {"id": site["id"], "code": "GVA", "name": "Geneva"}
    assert (made["name"], made["machines"], made["keeper_count"], made["component_count"]) == ("Desktops", 1200, 1, 2)
    assert made["keepers"] == [{"id": str(ann.id), "name": "Ann", "kind": "person"}]
    assert made["configuration"] == [
        {
            "component": {"id": windows["id"], "vendor": "Microsoft", "name": "Windows"},
            "component_version": "10.0.19045",
        },
        {"component": {"id": reader["id"], "vendor": "Adobe", "name": "Reader"}, "component_version": None},
    ]
    assert made["kept_by_me"] is True
    assert made["allowed_actions"] == ["change_environment", "retire_environment"]

    seen = await bob.read(f"/environments/{made['id']}")
    assert seen == {**made, "kept_by_me": False, "allowed_actions": []}
    page = await bob.read("/environments")
    EnvironmentPage.model_validate(page)
    assert page["items"] == [{name: seen[name] for name in EnvironmentLine.model_fields}]
    assert await kinds(organization, made["id"]) == ["environment.made"]


async def test_a_service_account_makes_no_environment(organization: Organization) -> None:
    ada, machine = await administrator(organization), await organization.member("Bot", kind="service")
    site = await site_of(ada)
    refused(await machine.post("/environments", {"site_id": site["id"], "name": "E", "machines": 1}), 403, "forbidden")


async def test_only_its_keepers_change_and_retire_an_environment(organization: Organization) -> None:
    ada, ann, bob = await administrator(organization), await organization.member("Ann"), await organization.member("B")
    site = await site_of(ada)
    made = await ann.make(
        "/environments", {"site_id": site["id"], "name": "E", "machines": 1, "keeper_ids": [str(bob.id)]}
    )
    path = f"/environments/{made['id']}"
    for other in (ada, ann):
        refused(await other.change(path, {"machines": 2}), 403, "forbidden")
        refused(await other.put(f"{path}/retirement"), 403, "forbidden")
        refused(await other.delete(f"{path}/retirement", tag='"1"'), 403, "forbidden")
    refused(await bob.patch(path, {"machines": 2}), 428, "precondition_required")
    refused(await bob.patch(path, {"machines": 2}, tag='"9"'), 412, "precondition_failed")
    changed = ok(await bob.change(path, {"machines": 2, "name": "E"}))
    assert (changed["machines"], changed["version"]) == (2, 2)
    assert ok(await bob.change(path, {"machines": 2, "keeper_ids": [str(bob.id)], "configuration": []})) == changed
    data = await organization.link.fetch("SELECT data FROM event WHERE kind = 'environment.changed'")
    assert [row["data"] for row in data] == ['{"fields": ["machines"], "version": 2}']


async def test_the_site_of_an_environment_is_for_good(organization: Organization) -> None:
    ada = await administrator(organization)
    site, other = await site_of(ada), await site_of(ada, "ZRH")
    made = await ada.make("/environments", {"site_id": site["id"], "name": "E", "machines": 1})
    document = refused(await ada.change(f"/environments/{made['id']}", {"site_id": other["id"]}), 422, "invalid")
    assert pointers(document) == ["#/site_id"]


async def test_a_site_that_is_unknown_or_retired_takes_no_environment(organization: Organization) -> None:
    ada = await administrator(organization)
    site = await site_of(ada)
    made = await ada.make("/environments", {"site_id": site["id"], "name": "E", "machines": 1})
    await ada.put(f"/sites/{site['id']}/retirement")
    given = {"site_id": site["id"], "name": "E", "machines": 1}
    assert pointers(refused(await ada.post("/environments", given), 409, "site_retired")) == ["#/site_id"]
    document = refused(await ada.post("/environments", {**given, "site_id": str(new_id())}), 422, "unknown_reference")
    assert pointers(document) == ["#/site_id"]
    assert ok(await ada.change(f"/environments/{made['id']}", {"machines": 3}))["machines"] == 3


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"machines": -1}, "#/machines"),
        ({"machines": 10_000_001}, "#/machines"),
        ({"machines": "5"}, "#/machines"),
        ({"machines": True}, "#/machines"),
        ({"name": ""}, "#/name"),
        ({"keeper_ids": []}, "#/keeper_ids"),
        ({"keeper_ids": [str(new_id())] * 2}, "#/keeper_ids"),
        ({"keeper_ids": [str(new_id()) for _ in range(51)]}, "#/keeper_ids"),
        ({"keeper_ids": None}, "#/keeper_ids"),
    ],
)
async def test_what_is_wrong_is_named(organization: Organization, change: dict[str, Any], pointer: str) -> None:
    ada = await administrator(organization)
    given = {"site_id": (await site_of(ada))["id"], "name": "E", "machines": 1}
    assert pointers(refused(await ada.post("/environments", {**given, **change}), 422, "invalid")) == [pointer]
    made = await ada.make("/environments", given)
    assert pointers(refused(await ada.change(f"/environments/{made['id']}", change), 422, "invalid")) == [pointer]


async def test_keepers_are_active_persons(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    gone, machine = await organization.member("Gone"), await organization.member("Bot", kind="service")
    await deactivate(organization, gone)
    site = await site_of(await administrator(organization))
    given = {"site_id": site["id"], "name": "E", "machines": 1}

    def keepers(*members: Any) -> dict[str, Any]:
        return {"keeper_ids": [str(member) for member in members]}

    document = refused(
        await ann.post("/environments", {**given, **keepers(bob.id, new_id())}), 422, "unknown_reference"
    )
    assert pointers(document) == ["#/keeper_ids/1"]
    document = refused(
        await ann.post("/environments", {**given, **keepers(gone.id, ann.id, machine.id)}), 422, "unsuitable_member"
    )
    assert pointers(document) == ["#/keeper_ids/0", "#/keeper_ids/2"]
    made = await ann.make("/environments", {**given, **keepers(ann.id, bob.id)})
    path = f"/environments/{made['id']}"
    assert [keeper["name"] for keeper in made["keepers"]] == ["Ann", "Bob"]
    refused(await ann.change(path, keepers(ann.id, gone.id)), 422, "unsuitable_member")
    refused(await ann.change(path, keepers(ann.id, new_id())), 422, "unknown_reference")

    await deactivate(organization, bob)
    assert (await ann.read(path))["keepers"] == made["keepers"]
    cy = await organization.member("Cy")
    changed = ok(await ann.change(path, keepers(cy.id, bob.id, ann.id)))
    assert [keeper["name"] for keeper in changed["keepers"]] == ["Ann", "Bob", "Cy"]
    handed_over = ok(await ann.change(path, keepers(cy.id)))
    assert (handed_over["keeper_count"], handed_over["kept_by_me"], handed_over["allowed_actions"]) == (1, False, [])
    refused(await ann.change(path, keepers(ann.id)), 403, "forbidden")


async def test_a_configuration_names_existing_components_once_in_versions_that_they_have(
    organization: Organization,
) -> None:
    ada = await administrator(organization)
    site, windows = await site_of(ada), await ada.make("/components", WINDOWS)
    cycles = await listed_component(ada, "11-24h2-e", "11-25h2-e")
    made = await ada.make("/environments", {"site_id": site["id"], "name": "E", "machines": 1})

    def configured(*lines: tuple[Any, str | None]) -> dict[str, Any]:
        return {
            "configuration": [{"component_id": component, "component_version": version} for component, version in lines]
        }

    async def holds(status: int, code: str, expected: list[str], *lines: tuple[Any, str | None]) -> None:
        given = {"site_id": site["id"], "name": "E", "machines": 1, **configured(*lines)}
        assert pointers(refused(await ada.post("/environments", given), status, code)) == expected
        answer = await ada.change(f"/environments/{made['id']}", configured(*lines))
        assert pointers(refused(answer, status, code)) == expected

    here, there = windows["id"], cycles["id"]
    at = "#/configuration"
    await holds(422, "repeated_component", [f"{at}/2/component_id"], (here, "1"), (there, None), (here, None))
    await holds(422, "unknown_reference", [f"{at}/1/component_id"], (here, "1"), (str(new_id()), "1"))
    await holds(422, "unknown_version", [f"{at}/0/component_version"], (there, "11-26h2-e"), (here, "1"))
    await holds(422, "unreadable_version", [f"{at}/1/component_version"], (there, None), (here, "?"))
    await holds(
        422, "unknown_version", [f"{at}/0/component_version", f"{at}/1/component_version"], (there, "10"), (here, "-")
    )


async def test_a_configuration_is_replaced_and_keeps_the_places_of_its_versions(organization: Organization) -> None:
    ada = await administrator(organization)
    site, windows = await site_of(ada), await ada.make("/components", WINDOWS)
    cycles = await listed_component(ada, "11-24h2-e", "11-25h2-e")
    older = {"component_id": windows["id"], "component_version": "10.0"}
    made = await ada.make(
        "/environments", {"site_id": site["id"], "name": "E", "machines": 1, "configuration": [older]}
    )
    path = f"/environments/{made['id']}"
    newer = [
        {"component_id": cycles["id"], "component_version": "11-25h2-e"},
        {"component_id": windows["id"], "component_version": "11"},
    ]
    changed = ok(await ada.change(path, {"configuration": newer}))
    assert [line["component_version"] for line in changed["configuration"]] == ["11-25h2-e", "11"]
    assert (changed["version"], changed["component_count"]) == (2, 2)
    held = await organization.link.fetchval(
        "SELECT bool_and(c.version_key = r.version_key) FROM environment_component c JOIN release r"
        " USING (component_id, component_version)"
    )
    assert held is True
    assert ok(await ada.change(path, {"configuration": newer})) == changed
    turned = ok(await ada.change(path, {"configuration": newer[::-1]}))
    assert [line["component_version"] for line in turned["configuration"]] == ["11", "11-25h2-e"]
    assert ok(await ada.change(path, {"configuration": []}))["configuration"] == []
    data = await organization.link.fetchval(
        "SELECT data FROM event WHERE kind = 'environment.changed' ORDER BY position LIMIT 1"
    )
    assert data == '{"fields": ["configuration"], "version": 2}'


async def test_a_retired_component_can_still_be_installed(organization: Organization) -> None:
    ada = await administrator(organization)
    site, windows = await site_of(ada), await ada.make("/components", WINDOWS)
    await ada.put(f"/components/{windows['id']}/retirement")
    configuration = [{"component_id": windows["id"], "component_version": "10"}]
    await ada.make("/environments", {"site_id": site["id"], "name": "E", "machines": 1, "configuration": configuration})


async def test_an_environment_is_retired_and_reinstated_by_its_keepers(organization: Organization) -> None:
    ada = await administrator(organization)
    made = await ada.make("/environments", {"site_id": (await site_of(ada))["id"], "name": "E", "machines": 1})
    path = f"/environments/{made['id']}"
    retired = ok(await ada.put(f"{path}/retirement"))
    assert retired["allowed_actions"] == ["change_environment", "reinstate_environment"]
    assert ok(await ada.put(f"{path}/retirement")) == retired
    assert await ada.all("/environments", retired="false") == []
    assert ok(await ada.delete(f"{path}/retirement", tag='"2"'))["retired_at"] is None
    refused(await ada.delete(f"{path}/retirement", tag='"3"'), 409, "not_retired")
    assert await kinds(organization, made["id"]) == [
        "environment.made",
        "environment.retired",
        "environment.reinstated",
    ]


async def test_the_estate_is_listed_and_filtered(organization: Organization) -> None:
    ada, ann, bob = await administrator(organization), await organization.member("Ann"), await organization.member("B")
    geneva, zurich = await site_of(ada), await site_of(ada, "ZRH")
    windows = await ada.make("/components", WINDOWS)
    installed = [{"component_id": windows["id"]}]
    for maker, site, name, configuration in (
        (ann, geneva, "desktops", installed),
        (ann, zurich, "Alpha", []),
        (bob, zurich, "Servers", installed),
    ):
        given = {"site_id": site["id"], "name": name, "machines": 1, "configuration": configuration}
        await maker.make("/environments", given)

    async def listed(**query: Any) -> list[str]:
        return [found["name"] for found in await ann.all("/environments", limit=1, **query)]

    assert await listed() == ["Alpha", "desktops", "Servers"]
    assert await listed(sort="-created_at") == ["Servers", "Alpha", "desktops"]
    assert await listed(site=zurich["id"]) == ["Alpha", "Servers"]
    assert await listed(keeper=str(ann.id)) == ["Alpha", "desktops"]
    assert await listed(keeper=[str(ann.id), str(bob.id)], component=windows["id"]) == ["desktops", "Servers"]
    assert await listed(site=geneva["id"], keeper=str(bob.id)) == []
    refused(await ann.get("/environments", owner=str(ann.id)), 422, "invalid")


async def test_two_changes_on_one_version_do_not_both_happen(organization: Organization) -> None:
    ada = await administrator(organization)
    made = await ada.make("/environments", {"site_id": (await site_of(ada))["id"], "name": "E", "machines": 1})
    path = f"/environments/{made['id']}"
    answers = await asyncio.gather(*(ada.patch(path, {"machines": 5 + number}, tag='"1"') for number in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


async def test_an_environment_is_made_once_for_one_key(organization: Organization) -> None:
    ada = await administrator(organization)
    given = {"site_id": (await site_of(ada))["id"], "name": "E", "machines": 1}
    first = await ada.post("/environments", given, key="one")
    again = await ada.post("/environments", given, key="one")
    assert again.json() == first.json()
    assert len(await ada.all("/environments")) == 1


async def test_what_does_not_exist_is_not_found(organization: Organization) -> None:
    ada = await administrator(organization)
    path = f"/environments/{new_id()}"
    refused(await ada.get(path), 404, "not_found")
    refused(await ada.patch(path, {}, tag='"1"'), 404, "not_found")
    refused(await ada.put(f"{path}/retirement"), 404, "not_found")
