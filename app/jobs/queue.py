"""The queue of jobs: claimed, ended, put off. Each statement is a transaction of its own, or stands in one."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from app.core.clock import OFFSET
from app.core.database import Database
from app.core.statements import Statement, written
from app.work import Work, read_row, transaction

_CLAIMABLE: Final = """
    job.state IN ('waiting', 'running') AND job.due_at <= statement_timestamp() + {offset}
    AND job.kind = ANY(:kinds::text[]) AND (job.crowd IS NULL OR job.crowd <> ALL(:full::uuid[]))
    AND NOT EXISTS (
        SELECT FROM job AS before
         WHERE before.lane = job.lane AND before.position < job.position AND before.state IN ('waiting', 'running'))
"""
_LOOK: Final = written(f"SELECT EXISTS (SELECT FROM job WHERE {_CLAIMABLE}) AS due", offset=OFFSET)
_CLAIM: Final = written(
    f"""
    WITH next AS (
        SELECT job.id FROM job WHERE {_CLAIMABLE} ORDER BY job.due_at, job.position
         LIMIT :many::integer FOR UPDATE OF job SKIP LOCKED),
    taken AS (
        UPDATE job SET state = 'running', attempts = job.attempts + 1, claims = job.claims + 1,
               due_at = clock_timestamp() + {{offset}} + :lease::interval
          FROM next WHERE job.id = next.id
        RETURNING job.id, job.kind, job.lane, job.crowd, job.payload, job.attempts, job.claims, job.created_at)
    SELECT clock_timestamp() + {{offset}} AS now, coalesce((SELECT json_agg(taken) FROM taken), '[]') AS taken
    """,
    offset=OFFSET,
)
_RENEW: Final = written(
    """
    WITH held AS (
        SELECT job.id FROM unnest(:ids::uuid[], :claims::integer[]) AS mine (id, claims)
          JOIN job ON job.id = mine.id AND job.claims = mine.claims AND job.state = 'running'
           FOR UPDATE OF job SKIP LOCKED),
    renewed AS (
        UPDATE job SET due_at = clock_timestamp() + {offset} + :lease::interval FROM held WHERE job.id = held.id
        RETURNING job.id)
    SELECT clock_timestamp() + {offset} AS now, (SELECT array_agg(id) FROM renewed) AS ids
    """,
    offset=OFFSET,
)
_HOLD: Final = written(
    """
    WITH held AS MATERIALIZED (
        SELECT job.id FROM job WHERE job.id = :id::uuid AND job.claims = :claims::integer AND job.state = 'running'
           FOR UPDATE)
    SELECT clock_timestamp() + {offset} AS now, held.id FROM (SELECT 1) AS one LEFT JOIN held ON true
    """,
    offset=OFFSET,
)
_END: Final = Statement(
    """
    UPDATE job SET state = $2::text, done_at = CASE WHEN $2::text IN ('done', 'failed') THEN $3::timestamptz END,
           due_at = $3::timestamptz, attempts = $4, last_error = $5
     WHERE id = $1::uuid
    """,
    ("id", "state", "due", "attempts", "error"),
)
_BEHIND: Final = Statement(
    """
    UPDATE job SET due_at = $2::timestamptz FROM job AS first
     WHERE first.id = $1::uuid AND job.lane = first.lane AND job.position > first.position AND job.state = 'waiting'
       AND job.due_at < $2::timestamptz
    """,
    ("id", "due"),
)


LEASE: Final = timedelta(seconds=20)
"""For how long a job is held that was taken. Whoever does it renews that; who is killed does not, and is followed."""


class LostError(Exception):
    """The job is no longer ours: its time was over, and another took it, or it was ended meanwhile."""


@dataclass(slots=True)
class Taken:
    """A job that this process holds for a while. `attempts` counts this one too; `until` is when that while is over,
    by the clock of the loop, on the safe side."""

    id: UUID
    kind: str
    lane: str | None
    crowd: UUID | None
    payload: dict[str, Any]
    attempts: int
    claims: int
    created_at: datetime
    ended: bool = field(default=False)
    until: float = field(default=0.0)

    def id_of(self, name: str) -> UUID:
        """An id from the payload."""
        return UUID(self.payload[name])


async def anything_due(
    database: Database, clock_offset: timedelta, kinds: Collection[str], full: Collection[UUID]
) -> bool:
    """Whether there is something to claim. Changes nothing, and so rings no bell."""
    values = {"clock_offset": clock_offset, "kinds": list(kinds), "full": list(full)}
    found = await read_row(database, _LOOK, values)
    assert found is not None
    return bool(found["due"])


async def claim(
    database: Database,
    clock_offset: timedelta,
    kinds: Collection[str],
    full: Collection[UUID],
    many: int,
    *,
    lease: timedelta = LEASE,
) -> list[Taken]:
    """Takes as many as there are, at most `many`; of a lane the first, of a full crowd none. A kind that this program
    does not know is left to a newer one."""
    async with transaction(database, clock_offset=clock_offset) as work:
        row = await work.meet(_CLAIM, kinds=list(kinds), lease=lease, full=list(full), many=many)
    return [
        Taken(
            id=UUID(each["id"]),
            kind=each["kind"],
            lane=each["lane"],
            crowd=None if each["crowd"] is None else UUID(each["crowd"]),
            payload=each["payload"],
            attempts=each["attempts"],
            claims=each["claims"],
            created_at=datetime.fromisoformat(each["created_at"]),
        )
        for each in orjson.loads(row["taken"])
    ]


async def renew(
    database: Database, clock_offset: timedelta, held: Collection[Taken], *, lease: timedelta = LEASE
) -> set[UUID]:
    """Holds what is being done for a lease from now on, and says of which that is so: not of what another has taken,
    or what is just being ended."""
    async with transaction(database, clock_offset=clock_offset) as work:
        ids, claims = [each.id for each in held], [each.claims for each in held]
        row = await work.meet(_RENEW, ids=ids, claims=claims, lease=lease)
    return set(row["ids"] or ())


async def hold(work: Work, taken: Taken) -> None:
    """The first statement of a transaction that ends the job: locks its row. Raises LostError."""
    if (await work.meet(_HOLD, id=taken.id, claims=taken.claims))["id"] is None:
        raise LostError


async def end(work: Work, taken: Taken) -> None:
    await work.row(_END, id=taken.id, state="done", due=work.now, attempts=taken.attempts, error=None)


async def give_up(work: Work, taken: Taken, why: str) -> None:
    await work.row(_END, id=taken.id, state="failed", due=work.now, attempts=taken.attempts, error=why)


async def put_off(work: Work, taken: Taken, until: datetime, attempts: int, why: str | None) -> None:
    """It waits, and whatever stands behind it in its lane waits as long: so nobody looks at it in vain."""
    await work.row(_END, id=taken.id, state="waiting", due=until, attempts=attempts, error=why)
    await work.row(_BEHIND, id=taken.id, due=until)
