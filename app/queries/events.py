"""The feed of events, in the order of changes.

A place in it is (`xid`, `position`). Only what lies below the oldest transaction still open is read: nothing can come
to stand there any more, so that a reader who goes on from the last event read misses none. Positions alone would not
do: they are given out before a transaction commits, and one that commits later may hold an earlier one.

All that one may read is two branches, as every list is (`app/queries/listing.py`): the open feed, and a page of each
of one's communities.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    lateral,
    literal_column,
    null,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.access.visibility import MEMBER, active_member, closed_memberships, known, memberships, readable
from app.core.statements import Statement, prepare
from app.domain.vocabulary import SubjectKind
from app.events.kinds import EventKind
from app.models import tables
from app.models.event import EventShown, Subject, TransactionId
from app.models.home import HomeEventShown
from app.queries import refs
from app.queries.listing import cut, for_each, named_communities, within_page
from app.queries.view import each, many, one, show, together

T = tables
E, C, SOLUTION = T["event"], T["community"], T["solution"]
LIMIT = bindparam("limit", type_=Integer())
BEGINNING = ("0", 0)
"""The place before the first event."""

_READ_UP_TO = cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), TransactionId)
_AFTER = (cast(bindparam("xid", type_=Text()), TransactionId), bindparam("position", type_=BigInteger()))
_SETTLED = and_(E.c.xid < _READ_UP_TO, E.c.personal == false())
_FILTERS: dict[str, ColumnElement[bool]] = {
    "kind": E.c.kind == func.any(bindparam("kind", type_=ARRAY(Text()))),
    "subject": E.c.subject_id == func.any(bindparam("subject", type_=ARRAY(Uuid()))),
}


@cache
def page(filters: frozenset[str], *, newest: bool, after: bool, apart: bool = False, named: bool = False) -> Statement:
    """A page of the feed: (`known`, `body`, `more`, and `xid` and `position` of the last event shown, null where there
    is none). From the beginning, or from the end where `newest`; after a place, or from the start. `filters`: those of
    the feed by their names, or `mine`: of the communities that the caller is in. `apart`: instead of a body and a
    place, `bodies`, `xids` and `positions`, those of each event. `named`: with the names of what each has to do with,
    which lies in a community that the caller is in."""
    rows = select(E.c.id, E.c.xid, E.c.position).where(
        _SETTLED, *(_FILTERS[name] for name in sorted(filters & {*_FILTERS}))
    )
    if after:
        ours, theirs = tuple_(E.c.xid, E.c.position), tuple_(*_AFTER)
        rows = rows.where(ours < theirs if newest else ours > theirs)

    def directed(source: Any) -> list[ColumnElement[Any]]:
        return [key.desc() if newest else key.asc() for key in (source.xid, source.position)]

    def paged(of: Select[Any], source: Any = E.c) -> Select[Any]:
        return of.order_by(*directed(source)).limit(LIMIT + 1)

    if "community" in filters:
        merged = _of_communities(rows, paged, named_communities())
    elif "mine" in filters:
        merged = _of_communities(rows, paged, memberships())
    elif "subject" in filters:
        merged = paged(rows.where(readable(E))).subquery("merged")
    else:
        merged = _of_all(rows, paged, newest=newest)
    shown = cut(paged(select(merged), merged.c), descending=newest)
    held = select(func.count().label("rows")).select_from(shown).subquery("held")
    place = func.greatest(func.least(held.c.rows, LIMIT) - 1, 0)
    lines = (_named_lines if named else _lines)(shown).order_by(*directed(shown.c)).limit(LIMIT)
    if apart:
        places = select(shown).order_by(*directed(shown.c)).limit(LIMIT).subquery("places")
        return prepare(
            select(
                known().label("known"),
                each(lines).label("bodies"),
                (held.c.rows > LIMIT).label("more"),
                func.array(select(cast(places.c.xid, Text)).scalar_subquery()).label("xids"),
                func.array(select(places.c.position).scalar_subquery()).label("positions"),
            ).select_from(held)
        )
    last = lateral(
        select(cast(shown.c.xid, Text).label("xid"), shown.c.position)
        .order_by(*directed(shown.c))
        .limit(1)
        .offset(place)
        .correlate(held),
        name="last",
    )
    return prepare(
        select(
            known().label("known"),
            many(lines).label("body"),
            (held.c.rows > LIMIT).label("more"),
            last.c.xid,
            last.c.position,
        ).select_from(held.outerjoin(last, true()))
    )


def _of_all(rows: Select[Any], paged: Callable[[Select[Any]], Select[Any]], *, newest: bool) -> FromClause:
    feed = paged(rows.where(E.c.open)).cte("feed").prefix_with("MATERIALIZED")
    mine = closed_memberships().subquery("mine")
    near = within_page(feed, (E.c.xid, E.c.position), descending=newest)
    own = for_each(mine, paged(rows.where(E.c.community_id == mine.c.community_id, near)))
    return union_all(select(*feed.c), own).subquery("merged")


def _of_communities(
    rows: Select[Any], paged: Callable[[Select[Any]], Select[Any]], communities: Select[Any]
) -> FromClause:
    """A page of each of these communities, whose inside the caller may read."""
    named = communities.subquery("named")
    (community_id,) = named.c
    return for_each(named, paged(rows.where(E.c.community_id == community_id))).subquery("merged")


def one_event(identity: ColumnElement[Any]) -> Select[Any]:
    """One event as the feed shows it to the caller; nothing where it does not."""
    return _shown_of(E).where(E.c.id == identity, _SETTLED, readable(E))


def _lines(shown: FromClause) -> Select[Any]:
    return _shown_of(shown.join(E, E.c.id == shown.c.id))


def _named_lines(shown: FromClause) -> Select[Any]:
    return _shown_of(
        shown.join(E, E.c.id == shown.c.id),
        HomeEventShown,
        community=refs.joined_community(E),
        problem=refs.problem(_of_subject(_PROBLEM_OF)),
        solution=refs.solution(_of_subject(_SOLUTION_OF)),
        action_item=refs.action_item(_of_subject({SubjectKind.action_item: E.c.subject_id})),
        member=refs.member(_of_subject(_MEMBER_OF)),
    )


def _of_subject(ways: dict[SubjectKind, ColumnElement[Any]]) -> ColumnElement[Any]:
    """An id that depends on what kind of thing an event is about; null for other kinds. (Asked for each row, so that
    PostgreSQL looks each up by its id, whatever it takes the number of rows for.)"""
    return case(*((E.c.subject_kind == kind, way) for kind, way in ways.items()), else_=null())


def _found(column: ColumnElement[Any], table: FromClause) -> ColumnElement[Any]:
    return select(column).where(table.c.id == E.c.subject_id).correlate(E).scalar_subquery()


def _of_comment() -> ColumnElement[Any]:
    """The solution that a comment is on, or on a validation of."""
    validation = T["validation"].alias()
    on_validation = select(validation.c.solution_id).where(validation.c.id == _COMMENT.c.subject_id)
    ways = (
        (_COMMENT.c.subject_kind == SubjectKind.solution, _COMMENT.c.subject_id),
        (_COMMENT.c.subject_kind == SubjectKind.validation, on_validation.correlate(_COMMENT).scalar_subquery()),
    )
    return _found(case(*ways, else_=null()), _COMMENT)


_COMMENT = T["comment"]
_SOLUTION_OF: dict[SubjectKind, ColumnElement[Any]] = {
    SubjectKind.solution: E.c.subject_id,
    SubjectKind.validation: _found(T["validation"].c.solution_id, T["validation"]),
    SubjectKind.flag: _found(T["flag"].c.solution_id, T["flag"]),
    SubjectKind.comment: _of_comment(),
}
_PROBLEM_OF: dict[SubjectKind, ColumnElement[Any]] = {
    SubjectKind.problem: E.c.subject_id,
    **{
        kind: refs.problem_id_of(_SOLUTION_OF[kind])
        for kind in (SubjectKind.solution, SubjectKind.validation, SubjectKind.flag)
    },
    **{
        kind: _found(T[kind.value].c.problem_id, T[kind.value])
        for kind in (SubjectKind.framing, SubjectKind.affected_mark, SubjectKind.comment, SubjectKind.ticket_link)
    },
}
_MEMBER_OF = {SubjectKind.membership: _found(T["membership"].c.member_id, T["membership"])}


def _shown_of(rows: FromClause, schema: type[EventShown] = EventShown, **more: Any) -> Select[Any]:
    return show(
        schema,
        E,
        rows,
        subject=together(Subject, kind=E.c.subject_kind, id=E.c.subject_id),
        actor=refs.joined_member(E.c.actor_id),
        through=refs.joined_member(E.c.through_id),
        data=_told(),
        **more,
    )


def _told() -> ColumnElement[Any]:
    """The data, without the source of a solution where the reader may not read that."""
    source = cast(func.jsonb_extract_path_text(E.c.data, "derived_from_id"), Uuid)
    hidden = and_(
        E.c.kind == EventKind.solution_posted.value,
        ~exists(select(1).where(SOLUTION.c.id == source, readable(SOLUTION)).correlate(E)),
    )
    nothing = cast(literal_column("'{\"derived_from_id\": null}'"), JSONB)
    return case((hidden, E.c.data.concat(nothing)), else_=E.c.data)


TOLD: Final = prepare(
    select(
        exists(active_member().with_only_columns(MEMBER.c.id)).label("active"),
        one(one_event(bindparam("event", type_=Uuid()))).label("body"),
    )
)
"""An event as a member who is not signed in may read it now, and whether they are active."""
