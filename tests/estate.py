"""The organization's sites, components and environments, made through the door by those who may."""

from typing import Any

from tests.people import Organization, Person

GENEVA: dict[str, Any] = {"code": "GVA", "name": "Geneva", "region": "Europe", "time_zone": "Europe/Zurich"}


async def administrator(organization: Organization) -> Person:
    return await organization.member("Ada", role="administrator")


async def kinds(organization: Organization, subject_id: str) -> list[str]:
    """The kinds of the events about a thing, in their order."""
    rows = await organization.link.fetch("SELECT kind FROM event WHERE subject_id = $1 ORDER BY id", subject_id)
    return [row["kind"] for row in rows]


WINDOWS: dict[str, Any] = {"vendor": "Microsoft", "name": "Windows", "kind": "operating_system"}


async def listed_component(ada: Person, *versions: str) -> Any:
    """A component whose releases are these, the oldest first."""
    component = await ada.make("/components", {**WINDOWS, "name": "Windows cycles", "version_scheme": "listed"})
    for version in versions:
        await ada.make(f"/components/{component['id']}/releases", {"component_version": version})
    return component


async def site_of(ada: Person, code: str = "GVA") -> Any:
    return await ada.make("/sites", {**GENEVA, "code": code})
