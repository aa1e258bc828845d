"""A sign-in and the refresh tokens that carried it on. Tokens are kept only as digests."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from app.core.columns import Row


class SignIn(Row, table=True):
    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_member_id", "member_id", postgresql_where=text("ended_at IS NULL")),)

    member_id: UUID = Field(foreign_key="member.id")
    scope: str
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class RefreshToken(SQLModel, table=True):
    __tablename__ = "refresh_token"

    digest: bytes = Field(sa_type=LargeBinary, primary_key=True)
    sign_in_id: UUID = Field(foreign_key="sign_in.id", index=True)
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class SignInThrottle(SQLModel, table=True):
    """Failed sign-ins of one account name, whether the account exists or not."""

    __tablename__ = "sign_in_throttle"

    account: bytes = Field(sa_type=LargeBinary, primary_key=True)
    failures: int
    last_failed_at: datetime
    open_at: datetime
