"""What is done with comments: posted, edited, taken back, resolved."""

from datetime import datetime
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundComment, FoundProblem, FoundSolution, FoundValidation
from app.core.ids import new_id
from app.core.statements import prepare
from app.domain.errors import (
    AlreadyWithdrawn,
    AnswerNotResolved,
    AnswerToAnswer,
    NotResolved,
    UnknownReference,
    at,
)
from app.domain.vocabulary import ReferredKind, SubjectKind
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.comment import Comment, CommentIn, CommentPatch, CommentRevision
from app.services import external_references
from app.work import Work

COMMENT = tables["comment"]
_ANSWERED = prepare(
    select(COMMENT.c.in_reply_to_id).where(
        COMMENT.c.id == bindparam("answered", type_=Uuid()), COMMENT.c.subject_id == bindparam("subject", type_=Uuid())
    )
)


_ON = {
    SubjectKind.problem: Action.comment_on_problem,
    SubjectKind.solution: Action.comment_on_solution,
    SubjectKind.validation: Action.comment_on_validation,
}


async def posted_before(
    work: Work, subject_kind: SubjectKind, found: FoundProblem | FoundSolution | FoundValidation, given: CommentIn
) -> UUID | None:
    """The comment that came to the community before under the same external reference, on whatever. Raises Forbidden
    for who may not comment."""
    found.require(_ON[subject_kind])
    return await external_references.made_before(work, found, ReferredKind.comment, given.external_reference)


async def post(
    work: Work,
    subject_kind: SubjectKind,
    found: FoundProblem | FoundSolution | FoundValidation,
    given: CommentIn,
    *,
    recorded_at: datetime | None = None,
) -> Comment:
    """A comment on a thing, or an answer to one. `recorded_at`: when it was written elsewhere before."""
    found.require(_ON[subject_kind])
    if given.in_reply_to_id is not None:
        await _require_thread(work, found.id, given.in_reply_to_id)
    at_ = recorded_at or work.now
    comment = Comment(
        id=new_id(),
        created_at=at_,
        updated_at=at_,
        community_id=found.community_id,
        open=found.open,
        problem_id=found.id if isinstance(found, FoundProblem) else found.problem_id,
        subject_kind=subject_kind,
        subject_id=found.id,
        author_id=work.actor.member_id,
        through_id=work.through_id,
        body=given.body,
        in_reply_to_id=given.in_reply_to_id,
        to_tickets=given.to_tickets,
    )
    work.add(comment)
    external_references.keep(work, found, ReferredKind.comment, given.external_reference, comment.id)
    _add_revision(work, comment.id, 1, given.body, at_)
    record(
        work,
        EventKind.comment_posted,
        comment.id,
        found,
        subject_kind=subject_kind,
        subject_id=found.id,
        in_reply_to_id=given.in_reply_to_id,
        recorded_at=recorded_at,
    )
    return comment


def edit(work: Work, found: FoundComment, given: CommentPatch) -> None:
    """New words are the next revision; the same words are no change."""
    found.require(Action.edit_comment)
    _require_standing(found)
    if given.body is MISSING or given.body == found.body:
        return
    revision = found.revision + 1
    _add_revision(work, found.id, revision, given.body, work.now)
    work.change(Comment, found.id, body=given.body, revision=revision, edited_at=work.now)
    record(work, EventKind.comment_edited, found.id, found, revision=revision)


def withdraw(work: Work, found: FoundComment) -> None:
    """Its author takes it back: its place, its answers and its revisions stay."""
    found.require(Action.withdraw_comment)
    _require_standing(found)
    work.change(Comment, found.id, withdrawn_at=work.now)
    record(work, EventKind.comment_withdrawn, found.id, found)


def is_resolved(found: FoundComment) -> bool:
    """Is the thread resolved already? Raises Forbidden for who could not resolve it."""
    found.require(Action.resolve_comment)
    return found.resolved_at is not None


def resolve(work: Work, found: FoundComment) -> None:
    """Says that a thread, which its first comment stands for, is settled."""
    found.require(Action.resolve_comment)
    _require_standing(found)
    if found.in_reply_to_id is not None:
        raise AnswerNotResolved("Resolve the comment that this one answers: the whole thread is settled with it.")
    work.change(Comment, found.id, resolved_at=work.now, resolved_by_id=work.actor.member_id)
    record(work, EventKind.comment_resolved, found.id, found)


def unresolve(work: Work, found: FoundComment) -> None:
    found.require(Action.unresolve_comment)
    if found.resolved_at is None:
        raise NotResolved("The comment is not resolved; there is nothing to take back.")
    work.change(Comment, found.id, resolved_at=None, resolved_by_id=None)
    record(work, EventKind.comment_unresolved, found.id, found)


async def _require_thread(work: Work, subject_id: UUID, answered_id: UUID) -> None:
    """Raises for an answer to what stands elsewhere, or to an answer."""
    row = await work.row(_ANSWERED, answered=answered_id, subject=subject_id)
    if row is None:
        raise UnknownReference(
            "There is no such comment on this.", at("#/in_reply_to_id", "Name a comment on the same thing.")
        )
    if row["in_reply_to_id"] is not None:
        raise AnswerToAnswer(
            "That comment is itself an answer: answer the one that begins its thread.",
            at("#/in_reply_to_id", f"Name {row['in_reply_to_id']}."),
        )


def _require_standing(found: FoundComment) -> None:
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn("The comment was taken back.")


def _add_revision(work: Work, comment_id: UUID, revision: int, body: str, at_: datetime) -> None:
    work.add(CommentRevision(comment_id=comment_id, revision=revision, body=body, created_at=at_))
