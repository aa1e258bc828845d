"""Where a solution applies, as callers write it: components looked up, ranges read by each component's scheme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson

from app.core.statements import written
from app.domain.applicability import Applicability
from app.domain.errors import UnknownReference, at
from app.domain.versions import Dotted, Listed, Scheme
from app.domain.vocabulary import VersionScheme
from app.models.solution import RequirementIn, SolutionComponent
from app.work import Work

_SCHEMES = written(
    """
    SELECT component.id, component.version_scheme,
           (SELECT json_object_agg(release.component_version, release.version_key) FROM release
             WHERE release.component_id = component.id AND component.version_scheme = 'listed') AS ranks
      FROM component WHERE component.id = ANY(:components::uuid[])
    """
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An applicability as revisions keep it: the parts of the public schema, ranges in canonical form."""

    entries: tuple[tuple[UUID, str], ...]

    @classmethod
    def of(cls, held: Iterable[dict[str, str]]) -> "Kept":
        return cls(tuple((UUID(entry["component_id"]), entry["component_versions"]) for entry in held))


async def schemes_of(work: Work, components: Iterable[UUID]) -> dict[UUID, Scheme]:
    """How the versions of these components are ordered; those that do not exist are left out."""
    wanted = list(dict.fromkeys(components))
    if not wanted:
        return {}
    schemes: dict[UUID, Scheme] = {}
    for row in await work.rows(_SCHEMES, components=wanted):
        match VersionScheme(row["version_scheme"]):
            case VersionScheme.dotted:
                schemes[row["id"]] = Dotted()
            case VersionScheme.listed:
                schemes[row["id"]] = Listed(orjson.loads(row["ranks"] or b"{}"))
    return schemes


def read(given: Sequence[RequirementIn], schemes: dict[UUID, Scheme]) -> Applicability:
    """Raises UnknownReference, and what `Applicability.parse` raises, each with the place in the body."""
    for place, requirement in enumerate(given):
        if requirement.component_id not in schemes:
            pointer = f"#/applicability/{place}/component_id"
            raise UnknownReference("There is no such component.", at(pointer, "Unknown."))
    return Applicability.parse([(entry.component_id, entry.component_versions) for entry in given], schemes)


def document(applicability: Applicability) -> list[dict[str, str]]:
    """As a revision keeps it."""
    return [
        {"component_id": str(component), "component_versions": versions}
        for component, versions in applicability.entries()
    ]


def rows(solution_id: UUID, applicability: Applicability) -> list[SolutionComponent]:
    """As the estate is asked by it."""
    return [
        SolutionComponent(solution_id=solution_id, component_id=component, versions=versions.multirange())
        for component, versions in applicability.requirements.items()
    ]
