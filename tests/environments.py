"""What is in use in tests: sites, components and environments, made in the tables."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from app.core.ids import new_id
from app.domain.versions import Dotted
from tests.people import Organization, Person


async def site(organization: Organization, name: str) -> UUID:
    """The site of this name, made where there is none yet."""
    held: UUID | None = await organization.link.fetchval("SELECT id FROM site WHERE name = $1", name)
    if held is not None:
        return held
    identity, now = new_id(), datetime.now(UTC)
    await organization.link.execute(
        "INSERT INTO site (id, version, created_at, updated_at, code, name, region, time_zone)"
        " VALUES ($1, 1, $2, $2, $3, $3, 'Europe', 'UTC')",
        identity,
        now,
        name,
    )
    return identity


async def catalogue(organization: Organization, name: str) -> str:
    """A component whose versions are `dotted`."""
    identity, now = new_id(), datetime.now(UTC)
    await organization.link.execute(
        "INSERT INTO component (id, version, created_at, updated_at, vendor, name, kind, aliases, identifiers,"
        " version_scheme) VALUES ($1, 1, $2, $2, 'Vendor', $3, 'application', '{}', '{}', 'dotted')",
        identity,
        now,
        name,
    )
    return str(identity)


async def keeps(
    organization: Organization, keeper: Person, at: str, configuration: Mapping[str, str | None] | None = None
) -> str:
    """An environment that somebody keeps at a site, with what is installed there: component id -> version."""
    identity, now = new_id(), datetime.now(UTC)
    site_id = await site(organization, at)
    await organization.link.execute(
        "INSERT INTO environment (id, version, created_at, updated_at, site_id, name, machines)"
        " VALUES ($1, 1, $2, $2, $3, 'Desktops', 100)",
        identity,
        now,
        site_id,
    )
    await organization.link.execute(
        "INSERT INTO environment_keeper (id, environment_id, member_id) VALUES ($1, $2, $3)",
        new_id(),
        identity,
        keeper.id,
    )
    for position, (component, version) in enumerate((configuration or {}).items()):
        await organization.link.execute(
            "INSERT INTO environment_component (id, environment_id, component_id, component_version, version_key,"
            " position) VALUES ($1, $2, $3, $4, $5, $6)",
            new_id(),
            identity,
            UUID(component),
            version,
            None if version is None else Dotted().key(version),
            position,
        )
    return str(identity)


async def joins(person: Person, slug: str = "network", role: str = "member") -> None:
    """Makes somebody a member of a community that is open to join."""
    await person.make(f"/communities/{slug}/memberships", {"member_id": str(person.id), "role": role})
