"""Comments as they are read: one, those on a thing, the words of one through time."""

from typing import Any

from sqlalchemy import FromClause, Uuid, bindparam, case, exists, select

from app.access.actions import Condition, Standing
from app.access.addresses import id_of, problem_address
from app.access.standing import allowed_actions, in_community, is_me, wrote_subject
from app.access.visibility import readable
from app.models import tables
from app.models.comment import CommentLine, CommentRevisionShown, CommentShown, CommentSubject
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within
from app.queries.places import within_subject
from app.queries.view import Seen, embed, shape, view

T = tables
C, REVISION = T["comment"], T["comment_revision"]
ID = bindparam("id", type_=Uuid())


def _line() -> dict[str, Any]:
    return {
        "subject": embed(CommentSubject, kind=C.c.subject_kind, id=C.c.subject_id),
        "author": refs.member(C.c.author_id),
        "through": refs.member(C.c.through_id),
        "body": case((C.c.withdrawn_at.is_(None), C.c.body)),
        "resolved_by": refs.member(C.c.resolved_by_id),
    }


_FLAGS = {
    **in_community(C.c.community_id),
    Standing.author: is_me(C.c.author_id),
    Standing.subject_author: wrote_subject(C.c.subject_kind, C.c.subject_id),
    Condition.answer: C.c.in_reply_to_id.is_not(None),
    Condition.withdrawn: C.c.withdrawn_at.is_not(None),
    Condition.resolved: C.c.resolved_at.is_not(None),
}
_COMMENT = view(
    "comment",
    select(
        *shape(
            CommentShown,
            C,
            **_line(),
            problem=refs.problem(C.c.problem_id),
            external_reference=refs.external_reference(C.c.id),
            allowed_actions=allowed_actions("comment", _FLAGS),
        )
    ).where(C.c.id == ID, readable(C)),
    C.c.version,
)


def comment(address: str) -> Seen[CommentShown]:
    return Seen(_COMMENT, {"id": id_of(address, "comment")})


def _lines(page: FromClause) -> Any:
    return select(*shape(CommentLine, C, **_line())).select_from(page).join(C, C.c.id == page.c.id)


_LIST = Listing(
    C,
    CommentLine,
    _lines,
    {"created_at": Order((C.c.created_at, C.c.id), descending=False)},
    within=within_subject(C),
)


def on_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_LIST, way, values, "problem")


def on_solution(address: str) -> Listed:
    return Listed(_LIST, "solution", {"id": id_of(address, "solution")}, "solution")


def on_validation(address: str) -> Listed:
    return Listed(_LIST, "validation", {"id": id_of(address, "validation")}, "validation")


def _revision_lines(page: FromClause) -> Any:
    return select(*shape(CommentRevisionShown, REVISION)).select_from(page).join(REVISION, REVISION.c.id == page.c.id)


_REVISIONS = Listing(
    REVISION,
    CommentRevisionShown,
    _revision_lines,
    {"-revision": Order((REVISION.c.revision,))},
    within={
        "id": Within(exists(select(1).select_from(C).where(C.c.id == ID, readable(C))), REVISION.c.comment_id == ID)
    },
    visible=exists(select(1).where(C.c.id == REVISION.c.comment_id, readable(C)).correlate(REVISION)),
)


def revisions(address: str) -> Listed:
    return Listed(_REVISIONS, "id", {"id": id_of(address, "comment")}, "comment")
