"""What is left to do in a community, and who does it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from app.core.columns import Inside, inside, words
from app.domain.vocabulary import ActionItemState, SubjectKind


class ActionItem(Inside, table=True):
    __tablename__ = "action_item"
    __table_args__ = (
        inside(),
        CheckConstraint("(state = 'dropped') = (dropped_reason IS NOT NULL)", name="dropped"),
        CheckConstraint("(origin_kind IS NULL) = (origin_id IS NULL)", name="origin"),
        Index(
            "ix_action_item_owner_id",
            "owner_id",
            "due_on",
            "id",
            postgresql_where=text("state IN ('open', 'in_progress')"),
        ),
        Index("ix_action_item_community_id_due_on_id", "community_id", "due_on", "id"),
        Index("ix_action_item_origin_id", "origin_id"),
    )

    title: str
    maker_id: UUID | None = Field(default=None, foreign_key="member.id")
    owner_id: UUID | None = Field(default=None, foreign_key="member.id")
    due_on: date | None = None
    origin_kind: SubjectKind | None = Field(default=None, sa_type=words(SubjectKind))
    origin_id: UUID | None = None
    state: ActionItemState = Field(default=ActionItemState.open, sa_type=words(ActionItemState))
    dropped_reason: str | None = None
