"""A restatement of a vague problem, offered by a member; adopting one makes the problem's next revision."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.core.columns import Inside, inside


class Framing(Inside, table=True):
    __table_args__ = (inside(),)

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    author_id: UUID = Field(foreign_key="member.id")
    title: str
    statement: str
    adopted_at: datetime | None = None
    adopted_by_id: UUID | None = Field(default=None, foreign_key="member.id")
