"""What stands around a test's subject, most of it put into the tables as it would be after a long history: communities
and those in them, sites, environments, components, solutions and validations."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.core.ids import new_id
from tests.people import Organization, Person, found_community


async def community(organization: Organization, slug: str = "network", /, **roles: Any) -> str:
    """A community and the people in it by role (`coordinator=ann, member=[bob, cy]`), founded by the first
    coordinator; gives its slug. `visibility` is another than open."""
    people = [
        (person, role)
        for role, named in roles.items()
        if role != "visibility"
        for person in (named if isinstance(named, list) else [named])
    ]
    founder = next(person for person, role in people if role == "coordinator")
    given: str = (await found_community(founder, slug=slug, visibility=roles.get("visibility", "open")))["slug"]
    for person, role in people:
        if person is not founder:
            await join(organization, given, person, role)
    return given


async def join(organization: Organization, slug: str, person: Person, role: str = "member") -> None:
    await organization.link.execute(
        "INSERT INTO membership (id, version, created_at, updated_at, community_id, member_id, role, state, joined_at)"
        " SELECT $1, 1, $2, $2, id, $3, $4, 'active', $2 FROM community WHERE slug = $5",
        new_id(),
        datetime.now(UTC),
        person.id,
        role,
        slug,
    )


async def site(organization: Organization, code: str = "GVA") -> UUID:
    identity = new_id()
    await organization.link.execute(
        "INSERT INTO site (id, version, created_at, updated_at, code, name, region, time_zone)"
        " VALUES ($1, 1, $2, $2, $3, $3, 'Europe', 'Europe/Zurich')",
        identity,
        datetime.now(UTC),
        code,
    )
    return identity


async def environment(
    organization: Organization, site_id: UUID, name: str = "Desktops", machines: int = 100, *, retired: bool = False
) -> UUID:
    identity, now = new_id(), datetime.now(UTC)
    await organization.link.execute(
        "INSERT INTO environment (id, version, created_at, updated_at, site_id, name, machines, retired_at)"
        " VALUES ($1, 1, $2, $2, $3, $4, $5, $6)",
        identity,
        now,
        site_id,
        name,
        machines,
        now if retired else None,
    )
    return identity


async def component(organization: Organization, name: str = "Windows") -> UUID:
    identity = new_id()
    await organization.link.execute(
        "INSERT INTO component (id, version, created_at, updated_at, vendor, name, kind, aliases, identifiers,"
        " version_scheme) VALUES ($1, 1, $2, $2, 'Vendor', $3, 'operating_system', '{}', '{}', 'dotted')",
        identity,
        datetime.now(UTC),
        name,
    )
    return identity


async def solution(organization: Organization, problem_id: str, author: Person, status: str = "proposed") -> UUID:
    """A solution of a problem, with its first revision."""
    identity, now = new_id(), datetime.now(UTC)
    await organization.link.execute(
        "INSERT INTO solution (id, version, created_at, updated_at, community_id, open, problem_id, author_id, title,"
        " kind, revision, line_start, status, assessment, assessed_at, harm_reported)"
        " SELECT $1, 1, $2, $2, community_id, open, id, $3, 'Restart it', 'fix', 1, 1, $4, '{}', $2, false"
        " FROM problem WHERE id = $5",
        identity,
        now,
        author.id,
        status,
        UUID(problem_id),
    )
    await organization.link.execute(
        "INSERT INTO solution_revision (id, solution_id, revision, author_id, begins_line, summary, cause, steps,"
        " rollback, risk, applicability, created_at) VALUES ($1, $2, 1, $3, true, '', '', '', '', '', '[]', $4)",
        new_id(),
        identity,
        author.id,
        now,
    )
    return identity


async def validation(organization: Organization, solution_id: UUID, environment_id: UUID, author: Person) -> UUID:
    """A confirmation of a solution."""
    identity = new_id()
    await organization.link.execute(
        "INSERT INTO validation (id, version, created_at, updated_at, community_id, open, problem_id, solution_id,"
        " author_id, environment_id, site_id, revision, outcome, evidence, machines, harm, by_person, above_observer,"
        " configuration, given_at, counts_reason)"
        " SELECT $1, 1, $2, $2, s.community_id, s.open, s.problem_id, s.id, $3, e.id, e.site_id, 1, 'confirmed',"
        " 'It held', 1, false, true, true, '[]', $2, 'counts' FROM solution s, environment e"
        " WHERE s.id = $4 AND e.id = $5",
        identity,
        datetime.now(UTC),
        author.id,
        solution_id,
        environment_id,
    )
    return identity


async def mark(
    organization: Organization,
    problem_id: str,
    person: Person,
    environment_id: UUID | None = None,
    machines: int = 0,
    site_id: UUID | None = None,
) -> None:
    """An affected mark that stands."""
    await organization.link.execute(
        "INSERT INTO affected_mark (id, version, created_at, updated_at, community_id, open, problem_id, member_id,"
        " environment_id, site_id, machines, comment) SELECT $1, 1, $2, $2, community_id, open, id, $3, $4, $5, $6, ''"
        " FROM problem WHERE id = $7",
        new_id(),
        datetime.now(UTC),
        person.id,
        environment_id,
        site_id,
        machines,
        UUID(problem_id),
    )


async def events(organization: Organization, subject_id: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a thing in their order: kind and data."""
    rows = await organization.link.fetch(
        "SELECT kind, data FROM event WHERE subject_id = $1 ORDER BY position", UUID(subject_id)
    )
    return [(row["kind"], json.loads(row["data"])) for row in rows]
