"""What a member is in a community: one row for both, whatever becomes of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import Noun, words
from app.domain.vocabulary import MembershipState, Role


class Membership(Noun, table=True):
    __table_args__ = (
        UniqueConstraint("community_id", "member_id"),
        Index("ix_membership_member_id", "member_id", "community_id", postgresql_where=text("state = 'active'")),
    )

    community_id: UUID = Field(foreign_key="community.id")
    member_id: UUID = Field(foreign_key="member.id")
    role: Role = Field(sa_type=words(Role))
    state: MembershipState = Field(sa_type=words(MembershipState))
    joined_at: datetime | None = None
