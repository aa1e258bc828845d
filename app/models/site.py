"""A place of the organization."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint

from app.core.columns import Noun


class Site(Noun, table=True):
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("timezone(time_zone, created_at) IS NOT NULL", name="time_zone"),
    )

    code: str
    name: str
    region: str
    time_zone: str
    retired_at: datetime | None = None
