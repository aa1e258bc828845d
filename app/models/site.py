"""A place of the organization."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import MISSING, AfterValidator, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, func
from sqlmodel import col

from app.core.columns import Noun as NounRow
from app.core.text import Line, ShortLine
from app.models.schema import Given, Noun, NounLine, Shown


class Site(NounRow, table=True):
    __table_args__ = (CheckConstraint("timezone(time_zone, created_at) IS NOT NULL", name="time_zone"),)

    code: str
    name: str
    region: str
    time_zone: str
    retired_at: datetime | None = None


Index("uq_site_code", func.lower(col(Site.code)), unique=True)


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"Factory", "localtime"})


def _time_zone(name: str) -> str:
    if name not in _time_zones():
        raise ValueError("is no time zone of the IANA database: name one such as Europe/Zurich")
    return name


TimeZone = Annotated[
    str,
    Described(max_length=100, description="A name of the IANA time zone database."),
    AfterValidator(_time_zone),
]
Code = Annotated[ShortLine, Described(description="A short name that no other site has; upper and lower case are one.")]
_EXAMPLE: dict[str, Any] = {"code": "GVA", "name": "Geneva", "region": "Europe", "time_zone": "Europe/Zurich"}


class SiteIn(Given):
    """A place of the organization."""

    code: Code
    name: Line
    region: Line
    time_zone: TimeZone

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})


class SitePatch(Given):
    """What is to change; what is left out stays."""

    code: Code | MISSING = MISSING
    name: Line | MISSING = MISSING
    region: Line | MISSING = MISSING
    time_zone: TimeZone | MISSING = MISSING

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Geneva, Lake Side"}]})


class SiteLine(NounLine):
    """A site as lists show it."""

    code: str
    name: str
    region: str
    time_zone: str
    retired_at: datetime | None


class SiteShown(SiteLine, Noun):
    """A place of the organization. A retired one stays readable and takes no new environment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-01-31T09:00:00.000000Z",
                    "updated_at": "2026-01-31T09:00:00.000000Z",
                    **_EXAMPLE,
                    "retired_at": None,
                    "allowed_actions": ["change_site", "retire_site"],
                }
            ]
        }
    )


class SitePage(Shown):
    """A page of sites."""

    items: list[SiteLine]
    next_cursor: str | None
