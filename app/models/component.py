"""A product in use, its releases, and the scheme that orders its versions."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, UniqueConstraint, func
from sqlmodel import Field, col

from app.core.columns import TEXTS, VERSION_KEY, words
from app.core.columns import Noun as NounRow
from app.core.text import Line, ShortLine
from app.domain.vocabulary import ComponentKind, VersionScheme
from app.models.schema import ComponentRef, Day, Given, Noun, NounLine, Shown, each_once


class Component(NounRow, table=True):
    vendor: str
    name: str
    kind: ComponentKind = Field(sa_type=words(ComponentKind))
    aliases: list[str] = Field(sa_type=TEXTS)
    identifiers: list[str] = Field(sa_type=TEXTS)
    version_scheme: VersionScheme = Field(sa_type=words(VersionScheme))
    retired_at: datetime | None = None


class Release(NounRow, table=True):
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


Identifier = Annotated[str, Described(max_length=500, pattern=r"^(cpe:2\.3:|cpe:/|pkg:)[!-~]+$")]
"""A CPE name (NISTIR 7695) or a package URL: printable ASCII, both of them."""

Aliases = Annotated[
    list[Line],
    Described(max_length=50, description="Other names of it, each once.", json_schema_extra={"uniqueItems": True}),
    AfterValidator(each_once),
]
Identifiers = Annotated[
    list[Identifier],
    Described(
        max_length=50,
        description="What others call it: CPE names and package URLs, each once.",
        json_schema_extra={"uniqueItems": True},
    ),
    AfterValidator(each_once),
]
_ID = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
_AT = "2026-01-31T09:00:00.000000Z"
_EXAMPLE: dict[str, Any] = {
    "vendor": "Microsoft",
    "name": "Windows 11",
    "kind": "operating_system",
    "aliases": ["Win11"],
    "identifiers": ["cpe:2.3:o:microsoft:windows_11:*:*:*:*:*:*:*:*"],
    "version_scheme": "listed",
}
_RELEASE_EXAMPLE: dict[str, Any] = {
    "component_version": "11-25h2-e",
    "released_on": "2025-09-30",
    "end_of_support_on": "2028-10-10",
}
_RELEASE_SHOWN_EXAMPLE: dict[str, Any] = {
    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c",
    "version": 1,
    "created_at": _AT,
    "updated_at": _AT,
    "component": {"id": _ID, "vendor": "Microsoft", "name": "Windows 11"},
    **_RELEASE_EXAMPLE,
}


class ComponentIn(Given):
    """A product in use."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    vendor: Line
    name: Line = Described(description="Its name, that this vendor gives to nothing else; case plays no part.")
    kind: ComponentKind
    aliases: Aliases = []
    identifiers: Identifiers = []
    version_scheme: VersionScheme = Described(
        VersionScheme.dotted,
        description="What orders its versions, for good. `dotted`: their parts, compared as numbers and words, so that "
        "any version has a place; `listed`: its releases, in the order in which they are put.",
    )


class ComponentPatch(Given):
    """What is to change; what is left out stays. The version scheme is for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"aliases": ["Win11", "W11"]}]})

    vendor: Line | MISSING = MISSING
    name: Line | MISSING = MISSING
    kind: ComponentKind | MISSING = MISSING
    aliases: Aliases | MISSING = MISSING
    identifiers: Identifiers | MISSING = MISSING


class ReleaseIn(Given):
    """A version of a component that its vendor has released."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RELEASE_EXAMPLE]})

    component_version: ShortLine = Described(description="The version as it is written, for good.")
    released_on: Day | None = None
    end_of_support_on: Day | None = None
    before: ShortLine | None = Described(
        None,
        description="Only where the component's releases are `listed`: the version of the release that this one stands "
        "before. Without it, this one is the newest.",
    )


class ReleasePatch(Given):
    """What is to change; what is left out stays. A version and its place are for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"end_of_support_on": "2028-10-10"}]})

    released_on: Day | None | MISSING = MISSING
    end_of_support_on: Day | None | MISSING = MISSING


class ReleaseLine(NounLine):
    """A release as lists show it."""

    component: ComponentRef
    component_version: str
    released_on: date | None
    end_of_support_on: date | None


class ReleaseShown(ReleaseLine, Noun):
    """A version of a component that its vendor has released."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_RELEASE_SHOWN_EXAMPLE, "allowed_actions": ["change_release"]}]}
    )


class ReleasePage(Shown):
    """A page of releases."""

    items: list[ReleaseLine]
    next_cursor: str | None


class ComponentLine(NounLine):
    """A component as lists show it."""

    vendor: str
    name: str
    kind: ComponentKind
    version_scheme: VersionScheme
    release_count: int
    retired_at: datetime | None


class ComponentShown(ComponentLine, Noun):
    """A product in use. A retired one stays readable and takes no new release."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _ID,
                    "version": 1,
                    "created_at": _AT,
                    "updated_at": _AT,
                    **_EXAMPLE,
                    "release_count": 1,
                    "retired_at": None,
                    "allowed_actions": ["change_component", "retire_component", "add_release"],
                    "releases": [_RELEASE_SHOWN_EXAMPLE],
                }
            ]
        }
    )

    aliases: list[str]
    identifiers: list[str]
    releases: list[ReleaseLine] = Described(
        description="The newest by their versions, at most 20; `release_count` counts all."
    )


class ComponentPage(Shown):
    """A page of components."""

    items: list[ComponentLine]
    next_cursor: str | None
