"""A solution of one problem: its face, its standing, and its immutable revisions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import DOCUMENT, Inside, Row, VersionMultirange, inside, words
from app.domain.vocabulary import SolutionKind, SolutionStatus
from app.models.schema import MemberRef, NounLine, ProblemRef


class Solution(Inside, table=True):
    """`status`, `assessment` and `next_assessment_at` are only ever written by an assessment. `line_start` is the
    revision with which the current line of evidence begins; `author_ids` are all who began a line."""

    __table_args__ = (
        inside(),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("successor_id <> id", name="successor"),
        Index("ix_solution_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_solution_community_id_created_at_id", "community_id", "created_at", "id"),
        Index(
            "ix_solution_next_assessment_at",
            "next_assessment_at",
            postgresql_where=text("next_assessment_at IS NOT NULL"),
        ),
    )

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    author_id: UUID = Field(foreign_key="member.id", index=True)
    title: str
    kind: SolutionKind = Field(sa_type=words(SolutionKind))
    derived_from_id: UUID | None = Field(default=None, foreign_key="solution.id")
    revision: int = 1
    line_start: int = 1
    proposed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    withdrawal_reason: str | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="solution.id", index=True)
    successor_reason: str | None = None
    status: SolutionStatus = Field(default=SolutionStatus.draft, sa_type=words(SolutionStatus))
    assessment: dict[str, Any] = Field(sa_type=DOCUMENT)
    assessed_at: datetime
    next_assessment_at: datetime | None = None
    harm_reported: bool = False


class SolutionRevision(Row, table=True):
    """`begins_line`: false where it carries, that is where the evidence of the revision before it still holds."""

    __tablename__ = "solution_revision"
    __table_args__ = (
        UniqueConstraint("solution_id", "revision"),
        Index("ix_solution_revision_author_id", "author_id"),
    )

    solution_id: UUID = Field(foreign_key="solution.id")
    revision: int
    author_id: UUID = Field(foreign_key="member.id")
    begins_line: bool
    summary: str
    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    created_at: datetime


class SolutionComponent(Row, table=True):
    """The current applicability, for the estate to be asked: `versions` is null where any version will do."""

    __tablename__ = "solution_component"
    __table_args__ = (UniqueConstraint("solution_id", "component_id", deferrable=True, initially="DEFERRED"),)

    solution_id: UUID = Field(foreign_key="solution.id")
    component_id: UUID = Field(foreign_key="component.id", index=True)
    versions: str | None = Field(default=None, sa_type=VersionMultirange)


class StatusChange(Row, table=True):
    """What an assessment found when it moved a status: kept as history, whatever policy comes later."""

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_solution_id_at", "solution_id", "at"),)

    solution_id: UUID = Field(foreign_key="solution.id")
    at: datetime
    previous: SolutionStatus = Field(sa_type=words(SolutionStatus, "previous"))
    status: SolutionStatus = Field(sa_type=words(SolutionStatus))
    assessment: dict[str, Any] = Field(sa_type=DOCUMENT)


class SolutionLine(NounLine):
    problem: ProblemRef
    title: str
    kind: SolutionKind
    status: SolutionStatus
    revision: int
    author: MemberRef
    harm_reported: bool
    validator_count: int
