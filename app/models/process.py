"""A community's rules: one immutable document a version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.columns import DOCUMENT, Row
from app.domain.process import DecisionRule, ValidationPolicy
from app.domain.vocabulary import Joining
from app.models.schema import MemberRef, Shown


class ProcessVersion(Row, table=True):
    __tablename__ = "process_version"
    __table_args__ = (UniqueConstraint("community_id", "process_version"),)

    community_id: UUID = Field(foreign_key="community.id")
    process_version: int
    document: dict[str, Any] = Field(sa_type=DOCUMENT)
    adopted_at: datetime
    adopted_by_id: UUID = Field(foreign_key="member.id")


class ProcessVersionShown(Shown):
    """The rules of a community at one time; a version never changes."""

    id: UUID
    process_version: int
    norms: str
    joining: Joining
    validation_policy: ValidationPolicy
    decision_rule: DecisionRule
    adopted_at: datetime
    adopted_by: MemberRef


class ProcessVersionPage(Shown):
    """A page of a community's rules through time."""

    items: list[ProcessVersionShown]
    next_cursor: str | None
