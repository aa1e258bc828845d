"""A reader's warning on a solution."""

from datetime import datetime
from uuid import UUID

from pydantic import Field as Described
from sqlmodel import Field

from app.core.columns import Row, words
from app.core.text import Reason
from app.domain.vocabulary import FlagKind
from app.models.schema import Given, MemberRef, Shown


class Flag(Row, table=True):
    solution_id: UUID = Field(foreign_key="solution.id", index=True)
    member_id: UUID = Field(foreign_key="member.id")
    kind: FlagKind = Field(sa_type=words(FlagKind))
    reason: str
    action_item_id: UUID = Field(foreign_key="action_item.id", index=True)
    created_at: datetime


class FlagIn(Given):
    """A warning: it makes an action item, and never changes a status."""

    kind: FlagKind
    reason: Reason


class FlagShown(Shown):
    """A reader's warning."""

    id: UUID
    kind: FlagKind
    reason: str
    member: MemberRef
    action_item_id: UUID = Described(description="What is to be done about it; flags of one kind share it while open.")
    created_at: datetime


class FlagPage(Shown):
    """A page of flags."""

    items: list[FlagShown]
    next_cursor: str | None
