"""Where something runs: a site, a configuration, and the members who look after it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.columns import VERSION_KEY, Noun, Row


class Environment(Noun, table=True):
    __table_args__ = (CheckConstraint("machines >= 0", name="machines"),)

    site_id: UUID = Field(foreign_key="site.id", index=True)
    name: str
    machines: int
    retired_at: datetime | None = None


class EnvironmentComponent(Row, table=True):
    """One line of a configuration; `version_key` gives the version its place, null where it is not known."""

    __tablename__ = "environment_component"
    __table_args__ = (
        UniqueConstraint("environment_id", "component_id", deferrable=True, initially="DEFERRED"),
        Index("ix_environment_component_component_id_version_key", "component_id", "version_key"),
    )

    environment_id: UUID = Field(foreign_key="environment.id")
    component_id: UUID = Field(foreign_key="component.id")
    component_version: str | None = None
    version_key: str | None = Field(default=None, sa_type=VERSION_KEY)
    position: int


class EnvironmentKeeper(Row, table=True):
    __tablename__ = "environment_keeper"
    __table_args__ = (UniqueConstraint("environment_id", "member_id", deferrable=True, initially="DEFERRED"),)

    environment_id: UUID = Field(foreign_key="environment.id")
    member_id: UUID = Field(foreign_key="member.id", index=True)
