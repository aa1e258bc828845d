"""The components of the catalogue, found by what a record calls them, whichever import or person made them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.statements import prepare
from app.domain.vocabulary import SubjectKind
from app.models import tables
from app.work import Work

COMPONENT, RELEASE, IMPORTED = tables["component"], tables["release"], tables["imported"]

_OF_VENDORS = prepare(
    select(
        COMPONENT.c.id,
        COMPONENT.c.vendor,
        COMPONENT.c.name,
        COMPONENT.c.aliases,
        exists(
            select(1).where(
                IMPORTED.c.subject_id == COMPONENT.c.id,
                IMPORTED.c.kind == SubjectKind.component,
                IMPORTED.c.source == bindparam("source", type_=Text()),
            )
        ).label("taken"),
    )
    .where(func.lower(COMPONENT.c.vendor).in_(select(func.unnest(bindparam("vendors", type_=ARRAY(Text()))))))
    .order_by(COMPONENT.c.created_at, COMPONENT.c.id)
)

_RELEASES = prepare(
    select(RELEASE.c.component_version, RELEASE.c.version_key).where(
        RELEASE.c.component_id == bindparam("component_id", type_=Uuid())
    )
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A component; `taken` where the source has another name for it already."""

    id: UUID
    vendor: str
    name: str
    aliases: frozenset[str]
    taken: bool


async def of_vendors(work: Work, vendors: Iterable[str], source: str) -> list[Listed]:
    """All components of these vendors, the oldest first."""
    wanted = sorted({vendor.lower() for vendor in vendors})
    return [
        listed(row["id"], row["vendor"], row["name"], row["aliases"], taken=row["taken"])
        for row in await work.rows(_OF_VENDORS, vendors=wanted, source=source)
    ]


def listed(identity: UUID, vendor: str, name: str, aliases: Iterable[str], *, taken: bool) -> Listed:
    return Listed(identity, vendor.lower(), name.lower(), frozenset(map(str.lower, aliases)), taken)


def named(components: Iterable[Listed], vendor: str, name: str, aliases: Collection[str] = ()) -> UUID | None:
    """The vendor's component of this name; else, among those that the source has no name for yet, one that has the name
    among its aliases; else one whose name is among these aliases. Case plays no part. An alias that two share tells
    neither."""
    own = [component for component in components if component.vendor == vendor.lower()]
    free = [component for component in own if not component.taken]
    others = {alias.lower() for alias in aliases}
    for found in (
        [component for component in own if component.name == name.lower()],
        [component for component in free if name.lower() in component.aliases],
        [component for component in free if component.name in others],
    ):
        if len(found) == 1:
            return found[0].id
    return None


async def releases_of(work: Work, component_id: UUID) -> dict[str, str]:
    """The versions of its releases, each with its place in their order."""
    rows = await work.rows(_RELEASES, component_id=component_id)
    return {row["component_version"]: row["version_key"] for row in rows}
