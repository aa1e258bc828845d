"""What a member is in a community: one row for both, whatever becomes of it."""

from datetime import datetime
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import Noun as NounRow
from app.core.columns import words
from app.domain.vocabulary import MembershipState, Role
from app.models.schema import CommunityRef, Given, MemberRef, Noun, NounLine, Shown


class Membership(NounRow, table=True):
    __table_args__ = (
        UniqueConstraint("community_id", "member_id"),
        Index("ix_membership_requested", "community_id", postgresql_where=text("state = 'requested'")),
        Index("ix_membership_member_id", "member_id", "community_id", postgresql_where=text("state = 'active'")),
    )

    community_id: UUID = Field(foreign_key="community.id")
    member_id: UUID = Field(foreign_key="member.id")
    role: Role = Field(sa_type=words(Role))
    state: MembershipState = Field(sa_type=words(MembershipState))
    joined_at: datetime | None = None


_PERSON, _COMMUNITY = "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b"


class MembershipIn(Given):
    """Who is to be in the community, and as what."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"member_id": _PERSON, "role": "member"}]})

    member_id: UUID = Described(description="Oneself, to join or ask to; another, as an acting coordinator.")
    role: Role = Described(Role.member, description="Only `member` and `observer` can be asked for.")


class MembershipPatch(Given):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "core"}]})

    role: Role | MISSING = MISSING


class MembershipLine(NounLine):
    """A membership as lists show it."""

    community: CommunityRef
    member: MemberRef
    role: Role
    state: MembershipState = Described(description="`requested` until an acting coordinator accepts it.")
    joined_at: datetime | None


class MembershipShown(MembershipLine, Noun):
    """What a member is in a community."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a4c81-7720-7d0a-b1f2-0a6b6f0f9c55",
                    "version": 1,
                    "created_at": "2026-11-02T08:00:00.000000Z",
                    "updated_at": "2026-11-02T08:00:00.000000Z",
                    "community": {"id": _COMMUNITY, "slug": "network", "name": "Network professionals"},
                    "member": {"id": _PERSON, "name": "Ann Meier", "kind": "person"},
                    "role": "member",
                    "state": "active",
                    "joined_at": "2026-11-02T08:00:00.000000Z",
                    "allowed_actions": ["change_membership", "leave_community"],
                }
            ]
        }
    )


class MembershipPage(Shown):
    """A page of memberships."""

    items: list[MembershipLine]
    next_cursor: str | None
