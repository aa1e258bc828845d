"""The components of the catalogue, found by what a record calls them, whichever import or person made them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.statements import prepare
from app.models import tables
from app.work import Work

COMPONENT = tables["component"]

Name = TypeVar("Name", bound=str)

_OF_VENDORS = prepare(
    select(COMPONENT.c.id, COMPONENT.c.vendor, COMPONENT.c.name, COMPONENT.c.aliases)
    .where(func.lower(COMPONENT.c.vendor) == func.any(bindparam("vendors", type_=ARRAY(Text()))))
    .order_by(COMPONENT.c.created_at, COMPONENT.c.id)
)


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    vendor: str
    name: str
    aliases: frozenset[str]


async def of_vendors(work: Work, vendors: Iterable[str]) -> list[Listed]:
    """All components of these vendors, the oldest first."""
    wanted = sorted({vendor.lower() for vendor in vendors})
    return [
        Listed(row["id"], row["vendor"].lower(), row["name"].lower(), frozenset(map(str.lower, row["aliases"])))
        for row in await work.rows(_OF_VENDORS, vendors=wanted)
    ]


def named(components: Iterable[Listed], vendor: str, name: str, aliases: Collection[str] = ()) -> UUID | None:
    """The vendor's component of this name; else one that has the name among its aliases; else one whose name is among
    these aliases. Case plays no part. An alias that two share tells neither."""
    own = [component for component in components if component.vendor == vendor.lower()]
    others = {alias.lower() for alias in aliases}
    for found in (
        [component for component in own if component.name == name.lower()],
        [component for component in own if name.lower() in component.aliases],
        [component for component in own if component.name in others],
    ):
        if len(found) == 1:
            return found[0].id
    return None
