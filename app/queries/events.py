"""The feed of events, in the order of changes.

A place in it is (`xid`, `position`). Only what lies below the oldest transaction still open is read: nothing can come
to stand there any more, so that a reader who goes on from the last event read misses none. Positions alone would not
do: they are given out before a transaction commits, and one that commits later may hold an earlier one.

All that one may read is two branches, as every list is (`app/queries/listing.py`): the open feed, and a page of each
of one's communities.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

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
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.access.visibility import closed_memberships, inside_readable, known, readable
from app.core.statements import Statement, prepare
from app.events.kinds import EventKind
from app.models import tables
from app.models.event import EventShown, Subject, TransactionId
from app.queries import refs
from app.queries.view import embed, many, shape

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
def page(filters: frozenset[str], *, newest: bool, after: bool) -> Statement:
    """A page of the feed: (`known`, `body`, `more`, and `xid` and `position` of the last event shown, null where there
    is none). From the beginning, or from the end where `newest`; after a place, or from the start."""
    rows = select(E.c.id, E.c.xid, E.c.position).where(
        _SETTLED, *(_FILTERS[name] for name in sorted(filters & {*_FILTERS}))
    )
    if after:
        ours, theirs = tuple_(E.c.xid, E.c.position), tuple_(*_AFTER)
        rows = rows.where(ours < theirs if newest else ours > theirs)

    def paged(of: Select[Any], source: Any = E.c) -> Select[Any]:
        keys = (source.xid, source.position)
        return of.order_by(*(key.desc() if newest else key.asc() for key in keys)).limit(LIMIT + 1)

    if "community" in filters:
        merged = _of_communities(rows, paged)
    elif "subject" in filters:
        merged = paged(rows.where(readable(E))).subquery("merged")
    else:
        merged = _of_all(rows, paged)
    keys = [key.desc() if newest else key.asc() for key in (merged.c.xid, merged.c.position)]
    shown = (
        paged(select(merged, func.row_number().over(order_by=keys).label("place")), merged.c)
        .cte("page")
        .prefix_with("MATERIALIZED")
    )
    last = select(shown).where(shown.c.place <= LIMIT).order_by(shown.c.place.desc()).limit(1).cte("last_shown")
    return prepare(
        select(
            known().label("known"),
            many(_lines(shown).where(shown.c.place <= LIMIT).order_by(shown.c.place)).label("body"),
            (select(func.count()).select_from(shown).scalar_subquery() > LIMIT).label("more"),
            select(cast(last.c.xid, Text)).scalar_subquery().label("xid"),
            select(last.c.position).scalar_subquery().label("position"),
        )
    )


def _of_all(rows: Select[Any], paged: Callable[[Select[Any]], Select[Any]]) -> FromClause:
    feed = paged(rows.where(E.c.open)).subquery("feed")
    mine = closed_memberships().subquery("mine")
    inside = lateral(
        paged(rows.where(E.c.community_id == mine.c.community_id, E.c.open == false()).correlate(mine)), name="inside"
    )
    own = select(*inside.c).select_from(mine.join(inside, literal_column("true")))
    return union_all(select(*feed.c), own).subquery("merged")


def _of_communities(rows: Select[Any], paged: Callable[[Select[Any]], Select[Any]]) -> FromClause:
    """A page of each of the communities named; one that the caller may not read gives nothing."""
    named = (
        select(C.c.id)
        .where(
            or_(
                C.c.id == func.any(bindparam("community_ids", type_=ARRAY(Uuid()))),
                C.c.slug == func.any(bindparam("community_slugs", type_=ARRAY(Text()))),
            ),
            inside_readable(C),
        )
        .subquery("named")
    )
    inside = lateral(paged(rows.where(E.c.community_id == named.c.id).correlate(named)), name="inside")
    return select(*inside.c).select_from(named.join(inside, literal_column("true"))).subquery("merged")


def _lines(shown: FromClause) -> Select[Any]:
    return select(
        *shape(
            EventShown,
            E,
            subject=embed(Subject, E, kind=E.c.subject_kind, id=E.c.subject_id),
            actor=refs.member(E.c.actor_id),
            data=_told(),
        )
    ).select_from(shown.join(E, E.c.id == shown.c.id))


def _told() -> ColumnElement[Any]:
    """The data, without the source of a solution where the reader may not read that."""
    source = cast(func.jsonb_extract_path_text(E.c.data, "derived_from_id"), Uuid)
    hidden = and_(
        E.c.kind == EventKind.solution_posted.value,
        ~exists(select(1).where(SOLUTION.c.id == source, readable(SOLUTION)).correlate(E)),
    )
    nothing = cast(literal_column("'{\"derived_from_id\": null}'"), JSONB)
    return case((hidden, E.c.data.concat(nothing)), else_=E.c.data)
