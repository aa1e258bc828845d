"""The first answer to a request that can be repeated (IETF draft, The Idempotency-Key HTTP Header Field)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.core.columns import short


class IdempotencyKey(SQLModel, table=True):
    """Stored in the transaction of the change itself. A repeated request writes (`replays`) before it answers, so
    that what it acknowledges is as durable as the change was."""

    __tablename__ = "idempotency_key"

    member_id: UUID = Field(foreign_key="member.id", primary_key=True)
    key: str = Field(primary_key=True, sa_type=short(255))
    digest: str
    status: int | None = None
    location: str | None = None
    answer: str | None = None
    replays: int = 0
    created_at: datetime = Field(index=True)
