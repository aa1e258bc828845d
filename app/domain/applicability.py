"""Where a solution applies: component → version range."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self
from uuid import UUID

from app.domain.errors import Fault, Invalid, RepeatedComponent, at
from app.domain.versions import Scheme, VersionRange


@dataclass(frozen=True, slots=True)
class Applicability:
    """What must be installed where the solution is used. Without requirements it is every environment."""

    requirements: Mapping[UUID, VersionRange]
    """By component, in the order in which they were given."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "requirements", MappingProxyType(dict(self.requirements)))

    @classmethod
    def parse(
        cls,
        entries: Iterable[tuple[UUID, str]],
        schemes: Mapping[UUID, Scheme],
        *,
        pointer: str = "#/applicability",
    ) -> Self:
        """Reads (component, range) pairs by the scheme of each component; `schemes` has every component named.

        Raises RepeatedComponent, UnreadableRange, UnreadableVersion or UnknownVersion: the first reason found, with
        a fault for each entry that is wrong, below `pointer`.
        """
        requirements: dict[UUID, VersionRange] = {}
        seen: set[UUID] = set()
        refusals: list[Invalid] = []
        faults: list[Fault] = []
        for place, (component, text) in enumerate(entries):
            if component in seen:
                repeated = RepeatedComponent(f"Component {component} stands more than once.")
                refusals.append(repeated)
                faults.append(at(f"{pointer}/{place}/component_id", repeated.detail))
                continue
            seen.add(component)
            try:
                requirements[component] = VersionRange.parse(text, schemes[component])
            except Invalid as invalid:
                refusals.append(invalid)
                faults.append(at(f"{pointer}/{place}/component_versions", invalid.detail))
        if refusals:
            raise type(refusals[0])(refusals[0].detail, *faults)
        return cls(requirements)

    def entries(self) -> tuple[tuple[UUID, str], ...]:
        """What `parse` reads, in the order given."""
        return tuple((component, str(versions)) for component, versions in self.requirements.items())

    def fits(self, configuration: Mapping[UUID, str | None]) -> bool:
        """Whether every component required is installed in a version within its range. `configuration` maps what is
        installed to the key of its version, or None where that is not known."""
        return all(
            component in configuration and configuration[component] in versions
            for component, versions in self.requirements.items()
        )

    def is_equal_or_narrower(self, than: Self) -> bool:
        """Whether each component of the other stands here too, with a subset of its range: then this fits no
        configuration that the other does not fit."""
        return all(
            component in self.requirements and self.requirements[component].is_subset(versions)
            for component, versions in than.requirements.items()
        )
