"""Consumers of the feed of events: each event is told to each of them once, in order, whenever they are killed.

One transaction locks the consumer's place, reads what is settled after it, adds what follows from that, and moves the
place. A new consumer begins with what happens from then on.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from asyncpg import Record

from app.core.clock import OFFSET
from app.core.database import Database
from app.core.statements import Statement, written
from app.work import Work, read_row, transaction

BATCH: Final = 200
"""How many events a consumer is told of at once."""

_BEGIN: Final = written(
    """
    WITH begun AS (
        INSERT INTO consumer (name, xid, position)
        SELECT name, pg_snapshot_xmin(pg_current_snapshot()), 0 FROM unnest(:names::text[]) AS given (name)
            ON CONFLICT DO NOTHING)
    SELECT clock_timestamp() + {offset} AS now
    """,
    offset=OFFSET,
)
_AFTER: Final = """
    (event.xid, event.position) > ({place}) AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
    AND NOT event.personal
"""
_OF_CONSUMER: Final = _AFTER.format(place="consumer.xid, consumer.position")
_BEHIND: Final = Statement(
    f"""
    SELECT array_agg(consumer.name) AS names FROM consumer
     WHERE consumer.name = ANY($1::text[])
       AND (EXISTS (SELECT FROM event WHERE event.open AND {_OF_CONSUMER})
            OR EXISTS (SELECT FROM event WHERE NOT event.open AND {_OF_CONSUMER}))
    """,
    ("names",),
)
_HOLD: Final = written(
    """
    WITH held AS MATERIALIZED (
        SELECT consumer.xid, consumer.position FROM consumer WHERE consumer.name = :name::text
           FOR UPDATE SKIP LOCKED)
    SELECT clock_timestamp() + {offset} AS now, held.xid::text AS xid, held.position
      FROM (SELECT 1) AS one LEFT JOIN held ON true
    """,
    offset=OFFSET,
)
_COLUMNS: Final = (
    "event.id, event.xid, event.position, event.kind, event.subject_kind, event.subject_id, event.actor_id, "
    "event.community_id, event.open, event.data"
)
_FROM: Final = _AFTER.format(place="$1::text::xid8, $2::bigint")


def _next(where: str, *names: str) -> Statement:
    return Statement(
        f"""
        SELECT id, xid::text AS xid, position, kind, subject_kind, subject_id, actor_id, community_id, open, data FROM (
            (SELECT {_COLUMNS} FROM event WHERE event.open AND {where}
              ORDER BY event.xid, event.position LIMIT {BATCH})
            UNION ALL
            (SELECT {_COLUMNS} FROM event WHERE NOT event.open AND {where}
              ORDER BY event.xid, event.position LIMIT {BATCH})) AS next
         ORDER BY next.xid, next.position LIMIT {BATCH}
        """,
        names,
    )


_NEXT: Final = _next(_FROM, "xid", "position")
_BETWEEN: Final = _next(
    f"{_FROM} AND (event.xid, event.position) <= ($3::text::xid8, $4::bigint)",
    *("xid", "position", "last_xid", "last_position"),
)
_PLACE: Final = Statement(
    "SELECT consumer.xid::text AS xid, consumer.position FROM consumer WHERE consumer.name = $1 FOR UPDATE", ("name",)
)
_MOVE: Final = Statement(
    "UPDATE consumer SET xid = $2::text::xid8, position = $3 WHERE name = $1", ("name", "xid", "position")
)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, as it is told to consumers: not as anybody may read it. What comes of it is asked for anew with the
    rights of whoever it is for."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    actor_id: UUID | None
    community_id: UUID | None
    open: bool
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Consumer:
    """`told` adds to the work what follows from some events. It is told again of those whose work was not kept."""

    name: str
    told: Callable[[Work, Sequence[Happened]], Awaitable[None]]


async def begin(database: Database, clock_offset: timedelta, names: Collection[str]) -> None:
    """Gives each consumer that has none a place: the end of the feed."""
    async with transaction(database, clock_offset=clock_offset) as work:
        await work.meet(_BEGIN, names=list(names))


async def behind(database: Database, names: Collection[str]) -> list[str]:
    """Those of whom there is something to tell. Changes nothing, and so rings no bell."""
    found = await read_row(database, _BEHIND, {"names": list(names)})
    assert found is not None
    return found["names"] or []


async def place_of(work: Work, name: str) -> tuple[str, int] | None:
    """How far a consumer has come. It goes no farther before the work has ended."""
    held = await work.row(_PLACE, name=name)
    return None if held is None else (held["xid"], held["position"])


async def between(work: Work, after: tuple[str, int], last: tuple[str, int]) -> list[Record]:
    """The next events after a place, `last` included."""
    return await work.rows(_BETWEEN, xid=after[0], position=after[1], last_xid=last[0], last_position=last[1])


async def tell(database: Database, clock_offset: timedelta, consumer: Consumer) -> int:
    """Tells a consumer of the next events, and says of how many; none where another process does just that."""
    async with transaction(database, clock_offset=clock_offset) as work:
        held = await work.meet(_HOLD, name=consumer.name)
        if held["xid"] is None:
            return 0
        rows = await work.rows(_NEXT, xid=held["xid"], position=held["position"])
        if not rows:
            return 0
        await consumer.told(
            work,
            [
                Happened(
                    id=row["id"],
                    kind=row["kind"],
                    subject_kind=row["subject_kind"],
                    subject_id=row["subject_id"],
                    actor_id=row["actor_id"],
                    community_id=row["community_id"],
                    open=row["open"],
                    data=orjson.loads(row["data"]),
                )
                for row in rows
            ],
        )
        await work.row(_MOVE, name=consumer.name, xid=rows[-1]["xid"], position=rows[-1]["position"])
        return len(rows)
