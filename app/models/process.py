"""A community's rules: one immutable document a version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.columns import DOCUMENT, Row


class ProcessVersion(Row, table=True):
    __tablename__ = "process_version"
    __table_args__ = (UniqueConstraint("community_id", "process_version"),)

    community_id: UUID = Field(foreign_key="community.id")
    process_version: int
    document: dict[str, Any] = Field(sa_type=DOCUMENT)
    adopted_at: datetime
    adopted_by_id: UUID = Field(foreign_key="member.id")
