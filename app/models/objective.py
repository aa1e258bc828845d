"""A formal goal of the organization."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from app.core.columns import Noun as NounRow
from app.core.text import Line, OptionalWords
from app.models.schema import Day, Given, MemberRef, Noun, NounLine, Shown


class Objective(NounRow, table=True):
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    title: str
    description: str
    owner_id: UUID = Field(foreign_key="member.id")
    starts_on: date
    ends_on: date
    retired_at: datetime | None = None


_OWNER_ID, _AT = "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "2026-01-31T09:00:00.000000Z"
_WORDS: dict[str, Any] = {
    "title": "One desktop for five continents",
    "description": "By the end of 2027 every site runs the same desktop, **without** a help desk of its own for it.",
}
_PERIOD: dict[str, Any] = {"starts_on": "2026-01-01", "ends_on": "2027-12-31"}


class ObjectiveIn(Given):
    """What the organization wants, by when, and who answers for it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_WORDS, "owner_id": _OWNER_ID, **_PERIOD}]})

    title: Line
    description: OptionalWords = Described("", description="What is to be reached, and how one will know: Markdown.")
    owner_id: UUID = Described(description="The active member who answers for it.")
    starts_on: Day
    ends_on: Day = Described(description="Its last day; not before its first.")


class ObjectivePatch(Given):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2028-06-30"}]})

    title: Line | MISSING = MISSING
    description: OptionalWords | MISSING = MISSING
    owner_id: UUID | MISSING = MISSING
    starts_on: Day | MISSING = MISSING
    ends_on: Day | MISSING = MISSING


class ObjectiveLine(NounLine):
    """An objective as lists show it."""

    title: str
    owner: MemberRef
    starts_on: date
    ends_on: date
    retired_at: datetime | None


class ObjectiveShown(ObjectiveLine, Noun):
    """A formal goal of the organization. Communities say which objectives they serve."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c",
                    "version": 1,
                    "created_at": _AT,
                    "updated_at": _AT,
                    **_WORDS,
                    "owner": {"id": _OWNER_ID, "name": "Ann Meier", "kind": "person"},
                    **_PERIOD,
                    "retired_at": None,
                    "allowed_actions": ["change_objective", "retire_objective"],
                }
            ]
        }
    )

    description: str


class ObjectivePage(Shown):
    """A page of objectives."""

    items: list[ObjectiveLine]
    next_cursor: str | None
