import asyncio
import io
import tarfile
from pathlib import Path

import pytest

from app.imports.endoflife import read_products
from app.imports.endoflife_import import import_products
from app.imports.tally import Tally
from tests.estate import administrator
from tests.imports.records import Told
from tests.people import Organization, Person


def product(title: str, *versions: str, category: str = "os", more: str = "") -> str:
    """A product file; `versions` the newest first, as the files have them."""
    releases = "".join(f"  - releaseCycle: '{version}'\n    releaseDate: 2020-01-01\n" for version in versions)
    return f"---\ntitle: {title}\ncategory: {category}\n{more}releases:\n{releases}---\n"


def archive(path: Path, **products: str) -> Path:
    with tarfile.open(path, "w:gz") as opened:
        for name, text in products.items():
            member = tarfile.TarInfo(f"products/{name}.md")
            member.size = len(text.encode())
            opened.addfile(member, io.BytesIO(text.encode()))
    return path


async def brought(organization: Organization, ada: Person, path: Path, told: Told | None = None) -> Tally:
    return await import_products(organization.house.database, read_products(path), ada.id, told or Told())


async def versions(person: Person, name: str) -> list[str]:
    (component,) = [line for line in await person.all("/components") if line["name"] == name]
    shown = await person.read(f"/components/{component['id']}")
    return [release["component_version"] for release in shown["releases"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return archive(
        tmp_path / "products.tar.gz",
        orbit=product("Orbit", "3.1", "3.0", "2.7"),
        seasons=product("Seasons", "autumn", "summer", "spring"),
        broken="no front matter",
    )


async def test_products_become_components_with_their_releases_in_order(organization: Organization, path: Path) -> None:
    ada, told = await administrator(organization), Told()
    tally = await brought(organization, ada, path, told)
    assert tally.made == {"components": 2, "releases": 6}
    assert [place for place, _ in told.refusals] == ["products/broken.md"]
    assert await versions(ada, "Orbit") == ["3.1", "3.0", "2.7"]
    assert await versions(ada, "Seasons") == ["autumn", "summer", "spring"]


async def test_begun_again_it_makes_nothing_twice(organization: Organization, path: Path) -> None:
    ada = await administrator(organization)
    await brought(organization, ada, path)
    events = await organization.link.fetchval("SELECT count(*) FROM event")
    tally = await brought(organization, ada, path)
    assert (tally.made, tally.there) == ({}, {"components": 2, "releases": 6})
    assert await organization.link.fetchval("SELECT count(*) FROM event") == events


async def test_two_at_once_make_nothing_twice(organization: Organization, path: Path) -> None:
    ada = await administrator(organization)
    tallies = await asyncio.gather(*(brought(organization, ada, path) for _ in range(2)))
    assert sum(tally.made["components"] for tally in tallies) == 2
    assert sum(tally.made["releases"] for tally in tallies) == 6


async def test_a_later_archive_brings_new_releases_to_their_places(
    organization: Organization, path: Path, tmp_path: Path
) -> None:
    ada = await administrator(organization)
    await brought(organization, ada, path)
    later = archive(
        tmp_path / "later.tar.gz",
        orbit=product("Orbit", "3.2", "3.1", "3.0", "2.7"),
        seasons=product("Seasons", "winter", "autumn", "late summer", "summer", "spring"),
    )
    tally = await brought(organization, ada, later)
    assert tally.made == {"releases": 3}
    assert await versions(ada, "Orbit") == ["3.2", "3.1", "3.0", "2.7"]
    assert await versions(ada, "Seasons") == ["winter", "autumn", "late summer", "summer", "spring"]


async def test_a_component_that_is_there_stays_as_it_is_kept(organization: Organization, path: Path) -> None:
    ada = await administrator(organization)
    given = {"vendor": "orbit", "name": "ORBIT", "kind": "application", "aliases": ["The one"]}
    held = await ada.make("/components", given)
    await ada.make(f"/components/{held['id']}/releases", {"component_version": "3.1.0"})
    tally = await brought(organization, ada, path)
    assert (tally.made["components"], tally.there["components"]) == (1, 1)
    shown = await ada.read(f"/components/{held['id']}")
    assert (shown["name"], shown["kind"], shown["aliases"]) == ("ORBIT", "application", ["The one"])
    assert [release["component_version"] for release in shown["releases"]] == ["3.1.0", "3.0", "2.7"]


async def test_two_products_of_one_vendor_are_two_components_though_one_is_an_alias_of_the_other(
    organization: Organization, tmp_path: Path
) -> None:
    ada = await administrator(organization)
    named = archive(
        tmp_path / "products.tar.gz",
        first=product("Acme Store", "1", more="tags: acme\n"),
        second=product("Store", "1", more="identifiers:\n  - cpe: cpe:2.3:a:acme:store:*:*:*:*:*:*:*:*\n"),
    )
    tally = await brought(organization, ada, named)
    assert tally.made["components"] == 2
