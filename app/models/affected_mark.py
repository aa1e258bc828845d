"""A member's "we have this too", for one environment or for none."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from app.core.columns import Inside, inside


class AffectedMark(Inside, table=True):
    """`site_id` is the environment's, or the member's at the time. What is taken back stays, with its time."""

    __tablename__ = "affected_mark"
    __table_args__ = (
        inside(),
        CheckConstraint("machines >= 0", name="machines"),
        Index(
            "uq_affected_mark_standing",
            "problem_id",
            "member_id",
            "environment_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_affected_mark_member_id", "member_id", postgresql_where=text("withdrawn_at IS NULL")),
    )

    problem_id: UUID = Field(foreign_key="problem.id")
    member_id: UUID = Field(foreign_key="member.id")
    environment_id: UUID | None = Field(default=None, foreign_key="environment.id")
    site_id: UUID | None = Field(default=None, foreign_key="site.id")
    machines: int
    comment: str
    withdrawn_at: datetime | None = None
