"""Sites through the door."""

from typing import Any

import pytest

from app.access.sought_in_organization import organization as the_organization
from app.auth.scopes import Scope
from app.core.ids import new_id
from app.domain.errors import UnknownTimeZone
from app.models.site import SiteIn, SiteLine, SitePage, SiteShown
from app.services import sites
from app.work import transaction
from tests.estate import GENEVA, administrator, kinds
from tests.people import Organization, ok, refused


async def test_an_administrator_makes_a_site_and_everyone_reads_it(organization: Organization) -> None:
    ada, bob = await administrator(organization), await organization.member("Bob")
    answer = await ada.post("/sites", GENEVA)
    site = ok(answer)
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/api/v1/sites/{site['id']}")
    assert {**site, **GENEVA, "retired_at": None} == site
    assert site["allowed_actions"] == ["change_site", "retire_site"]
    SiteShown.model_validate(site)

    seen = await bob.read(f"/sites/{site['id']}")
    assert seen == {**site, "allowed_actions": []}
    page = await bob.read("/sites")
    SitePage.model_validate(page)
    assert page == {"items": [{name: site[name] for name in SiteLine.model_fields}], "next_cursor": None}
    assert await kinds(organization, site["id"]) == ["site.made"]


@pytest.mark.parametrize("role", ["member", "sponsor"])
async def test_only_an_administrator_makes_changes_and_retires_sites(organization: Organization, role: str) -> None:
    ada, bob = await administrator(organization), await organization.member("Bob", role=role)
    refused(await bob.post("/sites", GENEVA), 403, "forbidden")
    path = f"/sites/{(await ada.make('/sites', GENEVA))['id']}"
    refused(await bob.change(path, {"name": "Mine"}), 403, "forbidden")
    refused(await bob.put(f"{path}/retirement"), 403, "forbidden")
    refused(await bob.delete(f"{path}/retirement", tag='"1"'), 403, "forbidden")


async def test_a_token_without_the_scope_changes_nothing(organization: Organization) -> None:
    ada = await organization.member("Ada", role="administrator", scopes=frozenset({Scope.me_read}))
    refused(await ada.post("/sites", GENEVA), 403, "insufficient_scope")
    refused(await ada.get("/sites"), 403, "insufficient_scope")


async def test_a_code_is_of_one_site_whatever_its_case(organization: Organization) -> None:
    ada = await administrator(organization)
    await ada.make("/sites", GENEVA)
    document = refused(await ada.post("/sites", {**GENEVA, "code": "gva"}), 409, "site_code_taken")
    assert document["errors"][0]["pointer"] == "#/code"
    zurich = await ada.make("/sites", {**GENEVA, "code": "Zürich"})
    refused(await ada.change(f"/sites/{zurich['id']}", {"code": "Gva"}), 409, "site_code_taken")
    refused(await ada.post("/sites", {**GENEVA, "code": "ZU\u0308RICH"}), 409, "site_code_taken")
    assert ok(await ada.change(f"/sites/{zurich['id']}", {"code": "zürich"}))["code"] == "zürich"


@pytest.mark.parametrize("name", ["Nowhere/Land", "europe/zurich", "FOO+3", "localtime", "Factory", "../etc/passwd"])
async def test_a_time_zone_is_one_of_the_iana_database(organization: Organization, name: str) -> None:
    ada = await administrator(organization)
    document = refused(await ada.post("/sites", {**GENEVA, "time_zone": name}), 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == ["#/time_zone"]
    site = await ada.make("/sites", GENEVA)
    refused(await ada.change(f"/sites/{site['id']}", {"time_zone": name}), 422, "invalid")


async def test_a_time_zone_that_only_the_database_does_not_know_is_refused_cleanly(organization: Organization) -> None:
    ada = await administrator(organization)
    given = SiteIn.model_construct(None, **{**GENEVA, "time_zone": "Nowhere/Land"})
    with pytest.raises(UnknownTimeZone) as refusal:
        async with transaction(organization.house.database, ada.id, ada.sign_in_id) as work:
            sites.make(work, await work.find(the_organization()), given)
    assert [fault.pointer for fault in refusal.value.faults] == ["#/time_zone"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"code": " "}, "#/code"),
        ({"code": "a\u202eb"}, "#/code"),
        ({"name": "x" * 201}, "#/name"),
        ({"region": None}, "#/region"),
        ({"retired_at": None}, "#/retired_at"),
    ],
)
async def test_what_is_wrong_is_named(organization: Organization, change: dict[str, Any], pointer: str) -> None:
    ada = await administrator(organization)
    document = refused(await ada.post("/sites", {**GENEVA, **change}), 422, "invalid")
    assert [error["pointer"] for error in document["errors"]] == [pointer]


async def test_a_change_moves_the_version_and_names_the_fields(organization: Organization) -> None:
    ada = await administrator(organization)
    site = await ada.make("/sites", GENEVA)
    path = f"/sites/{site['id']}"
    refused(await ada.patch(path, {"name": "Lake Side"}), 428, "precondition_required")
    refused(await ada.patch(path, {"name": "Lake Side"}, tag='"7-x"'), 412, "precondition_failed")
    changed = ok(await ada.change(path, {"name": "Lake Side", "region": "Europe"}))
    assert (changed["name"], changed["version"]) == ("Lake Side", 2)
    row = await organization.link.fetchrow("SELECT data FROM event WHERE kind = 'site.changed'")
    assert row is not None
    assert row["data"] == '{"fields": ["name"], "version": 2}'


async def test_a_change_to_what_is_there_already_is_none(organization: Organization) -> None:
    ada = await administrator(organization)
    site = await ada.make("/sites", GENEVA)
    assert ok(await ada.change(f"/sites/{site['id']}", GENEVA)) == site
    assert ok(await ada.change(f"/sites/{site['id']}", {})) == site
    assert await kinds(organization, site["id"]) == ["site.made"]


async def test_a_site_is_retired_once_and_reinstated(organization: Organization) -> None:
    ada = await administrator(organization)
    path = f"/sites/{(await ada.make('/sites', GENEVA))['id']}"
    retired = ok(await ada.put(f"{path}/retirement"))
    assert retired["retired_at"] is not None
    assert retired["allowed_actions"] == ["change_site", "reinstate_site"]
    assert ok(await ada.put(f"{path}/retirement")) == retired
    refused(await ada.delete(f"{path}/retirement"), 428, "precondition_required")
    refused(await ada.delete(f"{path}/retirement", tag='"1"'), 412, "precondition_failed")
    back = ok(await ada.delete(f"{path}/retirement", tag='"2"'))
    assert (back["retired_at"], back["version"]) == (None, 3)
    refused(await ada.delete(f"{path}/retirement", tag='"3"'), 409, "not_retired")
    assert await kinds(organization, back["id"]) == ["site.made", "site.retired", "site.reinstated"]


async def test_sites_are_listed_by_code_page_by_page_and_by_retirement(organization: Organization) -> None:
    ada = await administrator(organization)
    made = {code: await ada.make("/sites", {**GENEVA, "code": code}) for code in ("b", "C", "a", "D")}
    await ada.put(f"/sites/{made['C']['id']}/retirement")
    assert [site["code"] for site in await ada.all("/sites", limit=1)] == ["a", "b", "C", "D"]
    assert [site["code"] for site in await ada.all("/sites", limit=2, retired="false")] == ["a", "b", "D"]
    assert [site["code"] for site in await ada.all("/sites", retired="true")] == ["C"]
    cursor = (await ada.read("/sites", limit=1, retired="false"))["next_cursor"]
    refused(await ada.get("/sites", limit=1, retired="true", cursor=cursor), 422, "cursor_mismatch")
    refused(await ada.get("/sites", retired="perhaps"), 422, "invalid")


async def test_a_site_that_does_not_exist_is_not_found(organization: Organization) -> None:
    ada = await administrator(organization)
    for address in (str(new_id()), "GVA"):
        refused(await ada.get(f"/sites/{address}"), 404, "not_found")
        refused(await ada.patch(f"/sites/{address}", {}, tag='"1"'), 404, "not_found")
        refused(await ada.put(f"/sites/{address}/retirement"), 404, "not_found")


async def test_the_same_request_with_the_same_key_makes_one_site(organization: Organization) -> None:
    ada = await administrator(organization)
    first = await ada.post("/sites", GENEVA, key="one")
    again = await ada.post("/sites", GENEVA, key="one")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.json(), again.headers["ETag"]) == (first.json(), first.headers["ETag"])
    refused(await ada.post("/sites", {**GENEVA, "code": "ZRH"}, key="one"), 422, "idempotency_key_reused")
