"""Components and their releases through the door."""

import asyncio
from typing import Any

import pytest

from app.core.ids import new_id
from app.models.component import ComponentLine, ComponentPage, ComponentShown, ReleaseLine, ReleasePage, ReleaseShown
from tests.estate import WINDOWS, administrator, kinds, listed_component
from tests.people import Organization, Person, ok, refused


async def versions(reader: Person, component: Any) -> list[str]:
    found = await reader.all(f"/components/{component['id']}/releases", limit=2)
    return [release["component_version"] for release in found]


async def add(ada: Person, component: Any, version: str, **more: Any) -> Any:
    return await ada.post(f"/components/{component['id']}/releases", {"component_version": version, **more})


async def test_an_administrator_makes_a_component_and_everyone_reads_it(organization: Organization) -> None:
    ada, bob = await administrator(organization), await organization.member("Bob")
    given = {
        **WINDOWS,
        "aliases": ["NT"],
        "identifiers": ["cpe:2.3:o:microsoft:windows:*:*:*:*:*:*:*:*", "pkg:generic/windows"],
    }
    component = await ada.make("/components", given)
    assert {**component, **given, "version_scheme": "dotted", "release_count": 0, "releases": []} == component
    assert component["allowed_actions"] == ["change_component", "retire_component", "add_release"]
    ComponentShown.model_validate(component)
    assert await bob.read(f"/components/{component['id']}") == {**component, "allowed_actions": []}
    page = await bob.read("/components")
    ComponentPage.model_validate(page)
    assert page["items"] == [{name: component[name] for name in ComponentLine.model_fields}]
    assert await kinds(organization, component["id"]) == ["component.made"]


async def test_only_an_administrator_keeps_the_catalogue(organization: Organization) -> None:
    ada, bob = await administrator(organization), await organization.member("Bob", role="sponsor")
    component = await ada.make("/components", WINDOWS)
    path = f"/components/{component['id']}"
    release = ok(await add(ada, component, "10"))
    refused(await bob.post("/components", WINDOWS), 403, "forbidden")
    refused(await bob.change(path, {"name": "Mine"}), 403, "forbidden")
    refused(await bob.put(f"{path}/retirement"), 403, "forbidden")
    refused(await bob.delete(f"{path}/retirement", tag='"1"'), 403, "forbidden")
    refused(await add(bob, component, "11"), 403, "forbidden")
    refused(await bob.change(f"/releases/{release['id']}", {"released_on": None}), 403, "forbidden")


async def test_a_vendor_has_one_component_of_a_name_whatever_its_case(organization: Organization) -> None:
    ada = await administrator(organization)
    await ada.make("/components", WINDOWS)
    refused(
        await ada.post("/components", {**WINDOWS, "vendor": "MICROSOFT", "name": "windows"}), 409, "component_exists"
    )
    other = await ada.make("/components", {**WINDOWS, "vendor": "X.Org", "name": "windows"})
    refused(await ada.change(f"/components/{other['id']}", {"vendor": "microsoft"}), 409, "component_exists")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"vendor": " "}, "#/vendor"),
        ({"kind": "gadget"}, "#/kind"),
        ({"aliases": ["NT", "NT"]}, "#/aliases"),
        ({"aliases": ["x\ny"]}, "#/aliases/0"),
        ({"identifiers": ["windows"]}, "#/identifiers/0"),
        ({"identifiers": ["pkg:generic/a b"]}, "#/identifiers/0"),
        ({"version_scheme": "semantic"}, "#/version_scheme"),
    ],
)
async def test_what_is_wrong_with_a_component_is_named(
    organization: Organization, change: dict[str, Any], pointer: str
) -> None:
    ada = await administrator(organization)
    document = refused(await ada.post("/components", {**WINDOWS, **change}), 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == [pointer]


async def test_a_component_is_changed_but_for_its_version_scheme(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await ada.make("/components", WINDOWS)
    path = f"/components/{component['id']}"
    document = refused(await ada.change(path, {"version_scheme": "listed"}), 422, "invalid")
    assert document["errors"][0]["pointer"] == "#/version_scheme"
    refused(await ada.patch(path, {"name": "NT"}), 428, "precondition_required")
    changed = ok(await ada.change(path, {"name": "NT", "kind": "operating_system", "aliases": ["Windows"]}))
    assert (changed["name"], changed["aliases"], changed["version"]) == ("NT", ["Windows"], 2)
    data = await organization.link.fetchval("SELECT data FROM event WHERE kind = 'component.changed'")
    assert data == '{"fields": ["aliases", "name"], "version": 2}'
    assert ok(await ada.change(path, {"aliases": ["Windows"]})) == changed
    assert await kinds(organization, component["id"]) == ["component.made", "component.changed"]


async def test_components_are_listed_by_name_and_filtered(organization: Organization) -> None:
    ada = await administrator(organization)
    for vendor, name, kind in (
        ("Cisco", "anyconnect", "network"),
        ("Microsoft", "Windows", "operating_system"),
        ("Acme", "Windows", "application"),
        ("Adobe", "Reader", "application"),
    ):
        await ada.make("/components", {"vendor": vendor, "name": name, "kind": kind})

    async def listed(**query: Any) -> list[str]:
        return [f"{found['vendor']} {found['name']}" for found in await ada.all("/components", limit=1, **query)]

    assert await listed() == ["Cisco anyconnect", "Adobe Reader", "Acme Windows", "Microsoft Windows"]
    assert await listed(kind="application") == ["Adobe Reader", "Acme Windows"]
    assert await listed(kind=["network", "operating_system"]) == ["Cisco anyconnect", "Microsoft Windows"]
    assert await listed(name="WINDOWS", vendor=["acme", "cisco"]) == ["Acme Windows"]
    refused(await ada.get("/components", kind="gadget"), 422, "invalid")


async def test_a_retired_component_stays_and_takes_no_new_release(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await ada.make("/components", WINDOWS)
    path = f"/components/{component['id']}"
    retired = ok(await ada.put(f"{path}/retirement"))
    assert retired["retired_at"] is not None
    assert retired["allowed_actions"] == ["change_component", "reinstate_component"]
    refused(await add(ada, component, "10"), 409, "component_retired")
    assert await ada.all("/components", retired="false") == []
    back = ok(await ada.delete(f"{path}/retirement", tag='"2"'))
    assert back["retired_at"] is None
    ok(await add(ada, component, "10"))
    assert await kinds(organization, component["id"]) == [
        "component.made",
        "component.retired",
        "component.reinstated",
    ]


async def test_a_release_is_read_by_everyone_and_its_dates_change(organization: Organization) -> None:
    ada, bob = await administrator(organization), await organization.member("Bob")
    component = await ada.make("/components", WINDOWS)
    answer = await add(ada, component, "10.0.19045", released_on="2022-10-18")
    release = ok(answer)
    assert answer.headers["Location"].endswith(f"/api/v1/releases/{release['id']}")
    ReleaseShown.model_validate(release)
    assert release["component"] == {"id": component["id"], "vendor": "Microsoft", "name": "Windows"}
    assert (release["released_on"], release["end_of_support_on"]) == ("2022-10-18", None)
    path = f"/releases/{release['id']}"
    assert await bob.read(path) == {**release, "allowed_actions": []}
    page = await bob.read(f"/components/{component['id']}/releases")
    ReleasePage.model_validate(page)
    assert page["items"] == [{name: release[name] for name in ReleaseLine.model_fields}]
    assert (await bob.read(f"/components/{component['id']}"))["releases"] == page["items"]

    changed = ok(await ada.change(path, {"released_on": None, "end_of_support_on": "2025-10-14"}))
    assert (changed["released_on"], changed["end_of_support_on"], changed["version"]) == (None, "2025-10-14", 2)
    refused(await ada.change(path, {"component_version": "11"}), 422, "invalid")
    refused(await ada.change(path, {"released_on": 0}), 422, "invalid")
    refused(await ada.patch(path, {}), 428, "precondition_required")
    assert ok(await ada.change(path, {"end_of_support_on": "2025-10-14"})) == changed
    assert await kinds(organization, release["id"]) == ["release.added", "release.changed"]


async def test_dotted_releases_stand_by_their_versions(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await ada.make("/components", WINDOWS)
    for version in ("2022 SP1", "1.0-rc1", "21H1", "2022", "1.0", "20H2"):
        ok(await add(ada, component, version))
    assert await versions(ada, component) == ["2022 SP1", "2022", "21H1", "20H2", "1.0", "1.0-rc1"]
    document = refused(await add(ada, component, "1.0.0"), 409, "release_exists")
    assert document["errors"][0]["pointer"] == "#/component_version"
    document = refused(await add(ada, component, "..."), 422, "unreadable_version")
    assert document["errors"][0]["pointer"] == "#/component_version"
    document = refused(await add(ada, component, "3", before="2022"), 422, "invalid")
    assert document["errors"][0]["pointer"] == "#/before"


async def test_listed_releases_stand_as_they_are_put(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await listed_component(ada, "11-21h2-e", "11-25h2-e")
    ok(await add(ada, component, "11-23h2-e", before="11-25h2-e"))
    ok(await add(ada, component, "10", before="11-21h2-e"))
    ok(await add(ada, component, "9", before="10"))
    ok(await add(ada, component, "11-24h2-e", before="11-25h2-e"))
    ok(await add(ada, component, "12"))
    assert await versions(ada, component) == ["12", "11-25h2-e", "11-24h2-e", "11-23h2-e", "11-21h2-e", "10", "9"]
    refused(await add(ada, component, "10"), 409, "release_exists")
    document = refused(await add(ada, component, "8", before="7"), 422, "unknown_version")
    assert document["errors"][0]["pointer"] == "#/before"
    ok(await add(ada, component, "10.0"))


async def test_releases_added_at_once_all_get_a_place_of_their_own(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await listed_component(ada, "first", "last")
    answers = await asyncio.gather(*(add(ada, component, f"r{number}", before="last") for number in range(8)))
    assert [answer.status_code for answer in answers] == [201] * 8
    found = await versions(ada, component)
    assert (found[0], found[-1], len(set(found))) == ("last", "first", 10)


async def test_a_component_shows_its_twenty_newest_releases_and_counts_all(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await ada.make("/components", WINDOWS)
    for number in range(22):
        ok(await add(ada, component, f"1.{number}"))
    shown = await ada.read(f"/components/{component['id']}")
    assert shown["release_count"] == 22
    assert [release["component_version"] for release in shown["releases"]] == [f"1.{n}" for n in range(21, 1, -1)]
    assert shown["version"] == component["version"]


async def test_a_release_is_added_once_for_one_key(organization: Organization) -> None:
    ada = await administrator(organization)
    component = await ada.make("/components", WINDOWS)
    path = f"/components/{component['id']}/releases"
    first = await ada.post(path, {"component_version": "1"}, key="one")
    again = await ada.post(path, {"component_version": "1"}, key="one")
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    assert await versions(ada, component) == ["1"]


async def test_what_does_not_exist_is_not_found(organization: Organization) -> None:
    ada, nothing = await administrator(organization), new_id()
    refused(await ada.get(f"/components/{nothing}"), 404, "not_found")
    refused(await ada.get(f"/components/{nothing}/releases"), 404, "not_found")
    refused(await ada.post(f"/components/{nothing}/releases", {"component_version": "1"}), 404, "not_found")
    refused(await ada.get(f"/releases/{nothing}"), 404, "not_found")
    refused(await ada.get("/components/windows"), 404, "not_found")
