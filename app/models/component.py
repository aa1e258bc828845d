"""A product in use, its releases, and the scheme that orders its versions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, func
from sqlmodel import Field, col

from app.core.columns import TEXTS, VERSION_KEY, Noun, words
from app.domain.vocabulary import ComponentKind, VersionScheme


class Component(Noun, table=True):
    vendor: str
    name: str
    kind: ComponentKind = Field(sa_type=words(ComponentKind))
    aliases: list[str] = Field(sa_type=TEXTS)
    identifiers: list[str] = Field(sa_type=TEXTS)
    version_scheme: VersionScheme = Field(sa_type=words(VersionScheme))
    retired_at: datetime | None = None


class Release(Noun, table=True):
    __table_args__ = (UniqueConstraint("component_id", "version_key"),)

    component_id: UUID = Field(foreign_key="component.id")
    component_version: str
    version_key: str = Field(sa_type=VERSION_KEY)
    released_on: date | None = None
    end_of_support_on: date | None = None


Index(
    "uq_component_vendor_name",
    func.lower(col(Component.vendor)),
    func.lower(col(Component.name)),
    unique=True,
)
