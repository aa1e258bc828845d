"""Where something runs: a site, a configuration, and the members who look after it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, UniqueConstraint, func
from sqlmodel import Field, col

from app.core.columns import VERSION_KEY, Row
from app.core.columns import Noun as NounRow
from app.core.text import Line, ShortLine
from app.models.schema import Given, Installed, MemberRef, Noun, NounLine, Shown, SiteRef, each_once


class Environment(NounRow, table=True):
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


Index("ix_environment_name_id", func.lower(col(Environment.name)), col(Environment.id))


class InstalledIn(Given):
    """One line of a configuration."""

    component_id: UUID
    component_version: ShortLine | None = Described(
        None, description="As the component's scheme reads it; null where it is not known."
    )


Machines = Annotated[
    int, Described(strict=True, ge=0, le=10_000_000, description="How many machines it is: 0 to 10,000,000.")
]
KeeperIds = Annotated[
    list[UUID],
    Described(
        min_length=1,
        max_length=50,
        description="The members who look after it: active persons, each once.",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(each_once),
]
ConfigurationIn = Annotated[
    list[InstalledIn], Described(max_length=200, description="What is installed there, each component once.")
]
_SITE_ID, _MEMBER_ID = "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b", "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b"
_COMPONENT_ID = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5d"
_AT = "2026-01-31T09:00:00.000000Z"
_EXAMPLE: dict[str, Any] = {
    "site_id": _SITE_ID,
    "name": "Desktops of the laboratories",
    "machines": 1200,
    "keeper_ids": [_MEMBER_ID],
    "configuration": [{"component_id": _COMPONENT_ID, "component_version": "10.0.19045"}],
}


class EnvironmentIn(Given):
    """Where something runs."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    site_id: UUID = Described(description="Where it stands, for good.")
    name: Line
    machines: Machines
    keeper_ids: KeeperIds | MISSING = Described(
        MISSING, description="The members who look after it: active persons, each once. You, where nothing is said."
    )
    configuration: ConfigurationIn = []


class EnvironmentPatch(Given):
    """What is to change; what is left out stays. A list that is given takes the place of the one that was there."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"machines": 1250}]})

    name: Line | MISSING = MISSING
    machines: Machines | MISSING = MISSING
    keeper_ids: KeeperIds | MISSING = MISSING
    configuration: ConfigurationIn | MISSING = MISSING


class EnvironmentLine(NounLine):
    """An environment as lists show it."""

    site: SiteRef
    name: str
    machines: int
    keeper_count: int
    component_count: int
    kept_by_me: bool
    retired_at: datetime | None


class EnvironmentShown(EnvironmentLine, Noun):
    """Where something runs, and who looks after it. What was validated there keeps its own record of the configuration
    as it was."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5e",
                    "version": 1,
                    "created_at": _AT,
                    "updated_at": _AT,
                    "site": {"id": _SITE_ID, "code": "GVA", "name": "Geneva"},
                    "name": "Desktops of the laboratories",
                    "machines": 1200,
                    "keeper_count": 1,
                    "component_count": 1,
                    "kept_by_me": True,
                    "retired_at": None,
                    "allowed_actions": ["change_environment", "retire_environment"],
                    "keepers": [{"id": _MEMBER_ID, "name": "Ann Meier", "kind": "person"}],
                    "configuration": [
                        {
                            "component": {"id": _COMPONENT_ID, "vendor": "Microsoft", "name": "Windows 10"},
                            "component_version": "10.0.19045",
                        }
                    ],
                }
            ]
        }
    )

    keepers: list[MemberRef] = Described(description="All of them, so that the list can be sent back changed.")
    configuration: list[Installed]


class EnvironmentPage(Shown):
    """A page of environments."""

    items: list[EnvironmentLine]
    next_cursor: str | None
