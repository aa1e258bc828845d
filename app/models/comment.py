"""A comment on a problem, a solution or a validation; one level of answers; its words through time."""

from datetime import datetime
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import Index, UniqueConstraint, false
from sqlmodel import Field

from app.core.columns import Inside, Row, inside, words
from app.core.text import Words
from app.domain.vocabulary import SubjectKind
from app.models.external_reference import REFERENCE, ExternalReferenceIn, ExternalReferenceShown
from app.models.schema import Given, MemberRef, Noun, NounLine, ProblemRef, Shown


class Comment(Inside, table=True):
    __table_args__ = (
        inside(),
        Index("ix_comment_subject_id_created_at_id", "subject_id", "created_at", "id"),
    )

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    subject_kind: SubjectKind = Field(sa_type=words(SubjectKind))
    subject_id: UUID
    author_id: UUID = Field(foreign_key="member.id")
    through_id: UUID | None = Field(default=None, foreign_key="member.id")
    body: str
    revision: int = 1
    in_reply_to_id: UUID | None = Field(default=None, foreign_key="comment.id", index=True)
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    to_tickets: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class CommentRevision(Row, table=True):
    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "revision"),)

    comment_id: UUID = Field(foreign_key="comment.id")
    revision: int
    body: str
    created_at: datetime


_BODY = "We see it on wireless only. Does yours go away with roaming switched off?"


class CommentIn(Given):
    """What is to be said."""

    body: Words
    in_reply_to_id: UUID | None = Described(
        None, description="The comment on the same thing that this one answers; an answer takes no answers."
    )
    to_tickets: bool = Described(
        False,
        strict=True,
        description="On a problem: it is told to the tickets that connectors tie to it, for their readers too.",
    )

    external_reference: ExternalReferenceIn | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"body": _BODY}, {"body": _BODY, "external_reference": REFERENCE}]}
    )


class CommentPatch(Given):
    """New words are the next revision; the old ones stay readable."""

    body: Words | MISSING = MISSING

    model_config = ConfigDict(json_schema_extra={"examples": [{"body": _BODY}]})


class CommentSubject(Shown):
    """What a comment is on: a problem, a solution or a validation."""

    kind: SubjectKind
    id: UUID


class CommentLine(NounLine):
    """A comment is its words: they stand in lists too."""

    subject: CommentSubject
    author: MemberRef
    through: MemberRef | None = Described(
        description="The service account that posted it on the author's behalf, if one did."
    )
    body: str | None = Described(description="Markdown; null once the comment was taken back.")
    revision: int
    in_reply_to_id: UUID | None
    to_tickets: bool = Described(description="Whether it is told to the tickets of its problem.")
    edited_at: datetime | None
    withdrawn_at: datetime | None
    resolved_at: datetime | None
    resolved_by: MemberRef | None


class CommentShown(CommentLine, Noun):
    """What is said about a problem, a solution or a validation."""

    problem: ProblemRef = Described(description="What it is on, or what that is about.")
    external_reference: ExternalReferenceShown | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-01-31T09:00:00.000000Z",
                    "updated_at": "2026-01-31T09:00:00.000000Z",
                    "subject": {"kind": "problem", "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b"},
                    "author": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    "through": None,
                    "body": _BODY,
                    "revision": 1,
                    "in_reply_to_id": None,
                    "to_tickets": False,
                    "edited_at": None,
                    "withdrawn_at": None,
                    "resolved_at": None,
                    "resolved_by": None,
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    "external_reference": None,
                    "allowed_actions": ["edit_comment", "withdraw_comment", "resolve_comment"],
                }
            ]
        }
    )


class CommentPage(Shown):
    """A page of comments."""

    items: list[CommentLine]
    next_cursor: str | None


class CommentRevisionShown(Shown):
    """The words of a comment at one time."""

    id: UUID
    revision: int
    body: str
    created_at: datetime


class CommentRevisionPage(Shown):
    """A page of a comment's words through time."""

    items: list[CommentRevisionShown]
    next_cursor: str | None
