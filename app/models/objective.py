"""A formal goal of the organization."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from app.core.columns import Noun


class Objective(Noun, table=True):
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    title: str
    description: str
    owner_id: UUID = Field(foreign_key="member.id")
    starts_on: date
    ends_on: date
    retired_at: datetime | None = None
