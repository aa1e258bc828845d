"""A problem: what is asked, its words through time, what it concerns, how it ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import Inside, Row, inside, words
from app.domain.vocabulary import ClosureReason, ProblemForm, ProblemState, Severity


class Problem(Inside, table=True):
    """`root_id` is itself unless it is a duplicate; `state` is kept by every change of what it rests on."""

    __table_args__ = (
        inside(),
        UniqueConstraint("community_id", "number"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(closed_at IS NULL) = (closure_reason IS NULL)", name="closure"),
        CheckConstraint(
            "(closure_reason IS NOT DISTINCT FROM 'duplicate') = (duplicate_of_id IS NOT NULL)",
            name="duplicate",
        ),
        Index("ix_problem_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_problem_open_updated_at_id", "updated_at", "id", postgresql_where=text("open")),
        Index("ix_problem_community_id_created_at_id", "community_id", "created_at", "id"),
        Index("ix_problem_community_id_updated_at_id", "community_id", "updated_at", "id"),
    )

    number: int
    author_id: UUID = Field(foreign_key="member.id", index=True)
    title: str
    statement: str
    severity: Severity = Field(sa_type=words(Severity))
    form: ProblemForm = Field(sa_type=words(ProblemForm))
    parent_id: UUID | None = Field(default=None, foreign_key="problem.id", index=True)
    revision: int = 1
    state: ProblemState = Field(default=ProblemState.open, sa_type=words(ProblemState))
    root_id: UUID = Field(foreign_key="problem.id", index=True)
    closure_reason: ClosureReason | None = Field(default=None, sa_type=words(ClosureReason))
    closure_comment: str | None = None
    duplicate_of_id: UUID | None = Field(default=None, foreign_key="problem.id", index=True)
    closed_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    closed_at: datetime | None = None


class ProblemRevision(Row, table=True):
    """The words of a problem at one time; revision 1 holds the author's first."""

    __tablename__ = "problem_revision"
    __table_args__ = (UniqueConstraint("problem_id", "revision"),)

    problem_id: UUID = Field(foreign_key="problem.id")
    revision: int
    author_id: UUID = Field(foreign_key="member.id")
    title: str
    statement: str
    framing_id: UUID | None = Field(default=None, foreign_key="framing.id")
    created_at: datetime


class ProblemComponent(Row, table=True):
    __tablename__ = "problem_component"
    __table_args__ = (UniqueConstraint("problem_id", "component_id", deferrable=True, initially="DEFERRED"),)

    problem_id: UUID = Field(foreign_key="problem.id")
    component_id: UUID = Field(foreign_key="component.id", index=True)
    position: int
