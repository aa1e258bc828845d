"""What happened: every change, in the order of changes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, text
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field

from app.core.columns import DOCUMENT, Row, inside, words
from app.domain.vocabulary import SubjectKind


class TransactionId(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


class Event(Row, table=True):
    """`xid` and `position` are given by the database: a reader reads up to the oldest transaction still open, so an
    event never appears before a reader's place. `open` is true for what every member may read; `community_id` is
    null outside communities; `personal` events (sign-ins, invitations) stand outside the feed."""

    __table_args__ = (
        inside(),
        Index("ix_event_open_xid_position", "xid", "position", postgresql_where=text("open AND NOT personal")),
        Index("ix_event_community_id_xid_position", "community_id", "xid", "position"),
        Index("ix_event_subject_id_xid_position", "subject_id", "xid", "position"),
    )

    xid: str | None = Field(
        default=None, sa_column=Column(TransactionId, server_default=text("pg_current_xact_id()"), nullable=False)
    )
    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, server_default=text("nextval('event_position_seq')"), nullable=False)
    )
    kind: str
    subject_kind: SubjectKind = Field(sa_type=words(SubjectKind))
    subject_id: UUID
    actor_id: UUID | None = Field(default=None, foreign_key="member.id")
    at: datetime
    community_id: UUID | None = None
    open: bool
    personal: bool = False
    data: dict[str, Any] = Field(sa_type=DOCUMENT)
