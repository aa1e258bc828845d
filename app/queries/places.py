"""Where lists hang: under a community or a problem that is named by its id or otherwise, or under a solution or a
validation."""

from sqlalchemy import ColumnElement, FromClause, Integer, Text, Uuid, bindparam, exists, select

from app.access.visibility import inside_readable, readable
from app.models import tables
from app.queries.listing import Within

C, P, S, V = tables["community"], tables["problem"], tables["solution"], tables["validation"]
ID = bindparam("id", type_=Uuid())
SLUG = bindparam("slug", type_=Text())


def by_key(problem: FromClause) -> ColumnElement[bool]:
    """Is it the problem of this key?"""
    community = select(C.c.id).where(C.c.slug == SLUG).correlate(None).scalar_subquery()
    return (problem.c.community_id == community) & (problem.c.number == bindparam("number", type_=Integer()))


def within_community(table: FromClause) -> dict[str, Within]:
    """What lies in a community, by `community_id`; for those who may read its inside."""

    def place(where: ColumnElement[bool]) -> Within:
        rows = select(C.c.id).where(where).correlate(None).scalar_subquery()
        found = exists(select(1).select_from(C).where(where, inside_readable(C)))
        return Within(found, table.c.community_id == rows, rows)

    return {"id": place(C.c.id == ID), "slug": place(C.c.slug == SLUG)}


def within_problem(table: FromClause) -> dict[str, Within]:
    """What hangs on a problem, by `problem_id`."""

    def place(where: ColumnElement[bool]) -> Within:
        rows = select(P.c.id).where(where).correlate(None).scalar_subquery()
        return Within(exists(select(1).select_from(P).where(where, readable(P))), table.c.problem_id == rows)

    return {"id": place(P.c.id == ID), "key": place(by_key(P))}


def within_subject(table: FromClause) -> dict[str, Within]:
    """What hangs on a problem, a solution or a validation and on nothing of these, by `subject_id`."""

    def place(subject: FromClause, where: ColumnElement[bool]) -> Within:
        rows = select(subject.c.id).where(where).correlate(None).scalar_subquery()
        found = exists(select(1).select_from(subject).where(where, readable(subject)))
        return Within(found, table.c.subject_id == rows)

    return {
        "id": place(P, P.c.id == ID),
        "key": place(P, by_key(P)),
        "solution": place(S, S.c.id == ID),
        "validation": place(V, V.c.id == ID),
    }
