"""The estate of those who validate: environments that they keep, and the communities they join."""

from collections.abc import Mapping
from uuid import UUID

from tests import rows
from tests.people import Organization, Person


async def keeps(
    organization: Organization, keeper: Person, at: str, configuration: Mapping[str, str | None] | None = None
) -> str:
    """An environment that somebody keeps at a site, with what is installed there: component id -> version."""
    site_id: UUID | None = await organization.link.fetchval("SELECT id FROM site WHERE code = $1", at)
    if site_id is None:
        site_id = await rows.site(organization, at)
    installed = [
        {"component_id": component, "component_version": version}
        for component, version in (configuration or {}).items()
    ]
    given = {"site_id": str(site_id), "name": "Desktops", "machines": 100, "configuration": installed}
    return str((await keeper.make("/environments", given))["id"])


async def joins(person: Person, slug: str = "network", role: str = "member") -> None:
    """Makes somebody a member of a community that is open to join."""
    await person.make(f"/communities/{slug}/memberships", {"member_id": str(person.id), "role": role})
