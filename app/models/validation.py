"""What came of using one revision of a solution in one environment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from app.core.columns import DOCUMENT, Inside, inside, words
from app.domain.vocabulary import CountsReason, Outcome


class Validation(Inside, table=True):
    """Role, site and configuration are kept as they were. `counts_reason` is only ever written by an assessment."""

    __table_args__ = (
        inside(),
        CheckConstraint("machines >= 0", name="machines"),
        Index("ix_validation_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_validation_community_id_created_at_id", "community_id", "created_at", "id"),
        Index("ix_validation_solution_id_given_at", "solution_id", "given_at"),
    )

    problem_id: UUID = Field(foreign_key="problem.id")
    solution_id: UUID = Field(foreign_key="solution.id")
    author_id: UUID = Field(foreign_key="member.id", index=True)
    environment_id: UUID = Field(foreign_key="environment.id", index=True)
    site_id: UUID = Field(foreign_key="site.id")
    revision: int
    outcome: Outcome = Field(sa_type=words(Outcome))
    evidence: str
    ticket: str | None = None
    machines: int
    harm: bool
    by_person: bool
    above_observer: bool
    configuration: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    given_at: datetime
    carried_from_id: UUID | None = Field(default=None, foreign_key="validation.id")
    withdrawn_at: datetime | None = None
    withdrawal_reason: str | None = None
    counts_reason: CountsReason = Field(sa_type=words(CountsReason))
