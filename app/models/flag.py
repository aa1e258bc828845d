"""A reader's warning on a solution."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.core.columns import Row, words
from app.domain.vocabulary import FlagKind


class Flag(Row, table=True):
    solution_id: UUID = Field(foreign_key="solution.id", index=True)
    member_id: UUID = Field(foreign_key="member.id")
    kind: FlagKind = Field(sa_type=words(FlagKind))
    reason: str
    action_item_id: UUID = Field(foreign_key="action_item.id", index=True)
    created_at: datetime
