"""What time brings about: evidence grows old, keys and tokens have had their day. Any number of processes may do it at
once: each takes what no other holds."""

import asyncio
import logging
from datetime import timedelta

from app.core.clock import OFFSET
from app.core.database import DRIVER_ERRORS, Database
from app.core.settings import Settings
from app.core.statements import Statement, written
from app.domain.errors import Unavailable
from app.domain.vocabulary import ProblemState, SolutionStatus
from app.services.assessments import Facts, evidence_of, reassess
from app.work import transaction

log = logging.getLogger(__name__)

_BATCH = 500
_DUE = written(
    """
    WITH due AS MATERIALIZED (
        SELECT solution.id, solution.problem_id, problem.state AS problem_state, solution.community_id, solution.open,
               solution.status, solution.proposed_at, solution.withdrawn_at, solution.successor_id, solution.line_start
          FROM problem JOIN solution ON solution.problem_id = problem.id
         WHERE solution.next_assessment_at <= clock_timestamp() + {offset}
         ORDER BY solution.next_assessment_at
         LIMIT 1
           FOR NO KEY UPDATE OF problem, solution SKIP LOCKED)
    SELECT clock_timestamp() + {offset} AS now, due.* FROM (SELECT 1) AS one LEFT JOIN due ON true
    """,
    offset=OFFSET,
)


def _expired(table: str, condition: str) -> Statement:
    return written(
        f"""
        WITH gone AS (
            DELETE FROM {table} WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM {table} WHERE {condition} LIMIT {_BATCH} FOR UPDATE SKIP LOCKED))
            RETURNING 1)
        SELECT clock_timestamp() + {{offset}} AS now, (SELECT count(*) FROM gone) AS removed
        """,
        offset=OFFSET,
    )


_EXPIRED = (
    _expired("idempotency_key", "created_at < clock_timestamp() + {offset} - :kept::interval"),
    _expired("refresh_token", "expires_at < clock_timestamp() + {offset} - interval '1 day'"),
    _expired("sign_in_throttle", "open_at < clock_timestamp() + {offset} - interval '1 day'"),
    _expired("job", "state = 'done' AND done_at < clock_timestamp() + {offset} - interval '7 days'"),
    _expired("webhook_try", "at < clock_timestamp() + {offset} - interval '30 days'"),
    _expired(
        "webhook_delivery",
        "created_at < clock_timestamp() + {offset} - interval '30 days' AND (state <> 'waiting' OR EXISTS ("
        "SELECT FROM webhook WHERE webhook.id = webhook_id AND webhook.removed_at IS NOT NULL)) AND NOT EXISTS ("
        "SELECT FROM webhook_try WHERE webhook_try.delivery_id = webhook_delivery.id)",
    ),
    _expired(
        "webhook",
        "removed_at IS NOT NULL AND NOT EXISTS ("
        "SELECT FROM webhook_delivery WHERE webhook_delivery.webhook_id = webhook.id)",
    ),
)


async def keep_up(database: Database, settings: Settings) -> None:
    """Every so many seconds (`ALLIANCE_SWEEP_SECONDS`), until cancelled. While the database is away it waits."""
    while True:
        await asyncio.sleep(settings.sweep_seconds)
        try:
            await reassess_due(database, settings.clock_offset)
            await tidy(database, settings.clock_offset, timedelta(hours=settings.idempotency_hours))
        except (Unavailable, *DRIVER_ERRORS) as error:
            log.warning("upkeep waits for the database: %s", type(error).__name__)
        except Exception:
            log.exception("upkeep failed; it goes on")


async def reassess_due(database: Database, clock_offset: timedelta) -> int:
    """Turns what is validated only by evidence grown old into stale, each in a transaction of its own; says how many
    were assessed."""
    count = 0
    while True:
        async with transaction(database, clock_offset=clock_offset) as work:
            row = await work.meet(_DUE)
            if row["id"] is None:
                return count
            facts = Facts(
                id=row["id"],
                problem_id=row["problem_id"],
                problem_state=ProblemState(row["problem_state"]),
                community_id=row["community_id"],
                open=row["open"],
                status=SolutionStatus(row["status"]),
                proposed=row["proposed_at"] is not None,
                withdrawn=row["withdrawn_at"] is not None,
                superseded=row["successor_id"] is not None,
                line_start=row["line_start"],
            )
            reassess(work, facts, await evidence_of(work, facts.id))
        count += 1


async def tidy(database: Database, clock_offset: timedelta, idempotency_kept: timedelta) -> int:
    """Removes what has had its day: answers kept for repeated requests, refresh tokens, failed tries to sign in, jobs
    that are done, the record of old deliveries; says how many. What people wrote is never removed."""
    count = 0
    for statement in _EXPIRED:
        removed = _BATCH
        while removed == _BATCH:
            async with transaction(database, clock_offset=clock_offset) as work:
                removed = (await work.meet(statement, kept=idempotency_kept))["removed"]
            count += removed
    return count
