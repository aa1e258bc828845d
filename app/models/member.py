"""A person or a service account. What identifies a person is one row, `identity`, that can be erased; every rule
works without it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import TEXTS, Noun, Row, words
from app.domain.vocabulary import MemberKind, OrganizationRole


class Member(Noun, table=True):
    kind: MemberKind = Field(sa_type=words(MemberKind))
    organization_role: OrganizationRole = Field(sa_type=words(OrganizationRole))
    active: bool = True
    site_id: UUID | None = Field(default=None, foreign_key="site.id")
    expertise: list[str] = Field(sa_type=TEXTS)


class Identity(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("email"),)

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    name: str
    email: str | None = None


class Credential(SQLModel, table=True):
    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    password_hash: str
    changed_at: datetime


class Invitation(Row, table=True):
    """A one-time way to the first password; only the newest of a member can be used."""

    __table_args__ = (UniqueConstraint("digest"),)

    member_id: UUID = Field(foreign_key="member.id", index=True)
    digest: bytes = Field(sa_type=LargeBinary)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None
