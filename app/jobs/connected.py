"""How it goes with a connector: what its ticket system answered last, and what it could not do."""

from datetime import timedelta
from typing import Final

from app.core.sealing import UnsealableError
from app.core.statements import Statement
from app.integrations.base import Away, TicketSystem, Trouble
from app.jobs.doing import Doing, LaterError
from app.jobs.queue import Taken
from app.services.connected import Connected, opened
from app.work import transaction

WHILE_PAUSED: Final = timedelta(minutes=1)
"""How often it is looked whether a paused connector goes on."""
_LONGEST_SECONDS: Final = 86_400.0

_WELL: Final = Statement(
    """
    UPDATE connector SET polled_at = $2::timestamptz, succeeded_at = $2::timestamptz, mark = $3
     WHERE id = $1::uuid
    """,
    ("connector", "at", "mark"),
)
_ILL: Final = Statement(
    """
    UPDATE connector SET polled_at = $2::timestamptz, failed_at = $2::timestamptz, last_error = $3
     WHERE id = $1::uuid
    """,
    ("connector", "at", "error"),
)


def system_of(doing: Doing, on: Connected) -> TicketSystem:
    """Its ticket system. Raises LaterError where its secret cannot be opened."""
    try:
        return opened(on, doing.seals, doing.http)
    except UnsealableError as error:
        raise LaterError("UnsealableError") from error


async def wait_while_paused(doing: Doing, taken: Taken) -> None:
    """Ends a job of a connector that is paused: it is looked again whether that goes on."""
    async with doing.ending(taken) as ending:
        ending.again(WHILE_PAUSED)


async def went_well(doing: Doing, on: Connected, mark: str) -> None:
    """It answered, and has been read so far."""
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await work.row(_WELL, connector=on.id, at=await work.begin(), mark=mark)


async def went_ill(doing: Doing, on: Connected, trouble: Trouble) -> LaterError:
    """It could not do something: why stands where the connector is shown. Gives what the job ends with."""
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        error = f"{type(trouble).__name__}: {trouble}"[:1000]
        await work.row(_ILL, connector=on.id, at=await work.begin(), error=error)
    after = None
    if isinstance(trouble, Away) and trouble.retry_after is not None:
        after = timedelta(seconds=min(max(trouble.retry_after, 1.0), _LONGEST_SECONDS))
    return LaterError(type(trouble).__name__, after=after)
