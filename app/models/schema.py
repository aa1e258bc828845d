"""What requests and answers have in common, and how one thing refers to another."""

import re
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from app.domain.vocabulary import MemberKind

Many = TypeVar("Many", bound=Sequence[Hashable])


def each_once(values: Many) -> Many:
    """For lists in which nothing may stand twice."""
    if len(set(values)) < len(values):
        raise ValueError("holds the same thing twice: name each once")
    return values


def _as_written(value: object) -> object:
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("is no date: write it as 2026-01-31")
    return value


def _not_for_ever(given: date) -> date:
    """PostgreSQL's driver takes these two for the infinities."""
    if given in (date.min, date.max):
        raise ValueError("is the first or the last day that can be written: name another")
    return given


Day = Annotated[date, BeforeValidator(_as_written), AfterValidator(_not_for_ever)]
"""A date as RFC 3339 writes it: no number, no instant."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _as_instant_written(value: object) -> object:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError("is no instant: write it as 2026-01-31T09:00:00Z")
    return value


Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_as_instant_written),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 32}),
]
"""An instant as RFC 3339 writes it, with its offset: no number, no date."""


class Given(BaseModel):
    """What a caller sends: a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(BaseModel):
    """What is answered: every field, always."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True, defer_build=True)


class NounLine(Shown):
    """What every noun has in a list."""

    id: UUID
    version: int = Field(description="Changes when what the thing itself owns changes; If-Match compares it.")
    created_at: datetime
    updated_at: datetime


class Noun(NounLine):
    allowed_actions: list[str] = Field(
        description="What you may do with it now, by operation id; where one operation serves several acts, by the "
        "act (`join_community`, `leave_community`). Take names that you do not know."
    )


class MemberRef(Shown):
    """A member as other things name it."""

    id: UUID
    name: str
    kind: MemberKind = Field(description="A person or a service account: mark the latter wherever it stands.")


class SiteRef(Shown):
    """A site as other things name it."""

    id: UUID
    code: str
    name: str


class ComponentRef(Shown):
    """A component as other things name it."""

    id: UUID
    vendor: str
    name: str


class EnvironmentRef(Shown):
    """An environment as other things name it."""

    id: UUID
    name: str


class CommunityRef(Shown):
    """A community as other things name it."""

    id: UUID
    slug: str
    name: str


class ProblemRef(Shown):
    """A problem as other things name it."""

    id: UUID
    key: str
    title: str


class SolutionRef(Shown):
    """A solution as other things name it."""

    id: UUID
    title: str


class ActionItemRef(Shown):
    """An action item as other things name it."""

    id: UUID
    title: str


class ObjectiveRef(Shown):
    """An objective as other things name it."""

    id: UUID
    title: str


class Installed(Shown):
    """One line of a configuration: a component, and its version where that is known."""

    component: ComponentRef
    component_version: str | None
