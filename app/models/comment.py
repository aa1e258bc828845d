"""A comment on a problem, a solution or a validation; one level of answers; its words through time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.core.columns import Inside, Row, inside, words
from app.domain.vocabulary import SubjectKind


class Comment(Inside, table=True):
    __table_args__ = (
        inside(),
        Index("ix_comment_subject_id_created_at_id", "subject_id", "created_at", "id"),
    )

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    subject_kind: SubjectKind = Field(sa_type=words(SubjectKind))
    subject_id: UUID
    author_id: UUID = Field(foreign_key="member.id")
    body: str
    revision: int = 1
    in_reply_to_id: UUID | None = Field(default=None, foreign_key="comment.id", index=True)
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by_id: UUID | None = Field(default=None, foreign_key="member.id")


class CommentRevision(Row, table=True):
    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "revision"),)

    comment_id: UUID = Field(foreign_key="comment.id")
    revision: int
    body: str
    created_at: datetime
