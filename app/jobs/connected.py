"""How it goes with a connector: what its ticket system answered last, and what it could not do."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

import orjson

from app.core.sealing import UnsealableError
from app.core.statements import Statement
from app.integrations.base import Away, TicketSystem, Trouble
from app.jobs.doing import Doing, LaterError
from app.jobs.queue import Taken
from app.services import jobs
from app.services.connected import Connected, opened
from app.work import transaction

WHILE_PAUSED: Final = timedelta(minutes=1)
"""How often it is looked whether a paused connector goes on."""
_LONGEST_SECONDS: Final = 86_400.0

_WELL: Final = Statement(
    """
    UPDATE connector SET polled_at = $2::timestamptz, succeeded_at = $2::timestamptz, mark = $3, brought = NULL
     WHERE id = $1::uuid
    """,
    ("connector", "at", "mark"),
)
_ILL: Final = Statement(
    """
    UPDATE connector SET polled_at = $2::timestamptz, failed_at = $2::timestamptz, last_error = $3,
           resume_at = greatest(resume_at, $4::timestamptz)
     WHERE id = $1::uuid
    """,
    ("connector", "at", "error", "resume"),
)
_BROKEN_OFF: Final = Statement("UPDATE connector SET brought = $2::jsonb WHERE id = $1::uuid", ("connector", "brought"))


def system_of(doing: Doing, on: Connected) -> TicketSystem:
    """Its ticket system. Raises LaterError where its secret cannot be opened."""
    try:
        return opened(on, doing.seals, doing.systems)
    except UnsealableError as error:
        raise LaterError("UnsealableError") from error


async def wait_while_paused(doing: Doing, taken: Taken) -> None:
    """Ends a job of a connector that is paused: it is looked again whether that goes on."""
    async with doing.ending(taken) as ending:
        ending.again(WHILE_PAUSED)


async def waits(doing: Doing, taken: Taken, on: Connected) -> bool:
    """Whether nobody may speak with the ticket system now, since the connector is paused, or since the system wants to
    be left alone for a while: then the job is put off until that may be over."""
    if not on.flows:
        await wait_while_paused(doing, taken)
    elif on.rests_until is not None:
        async with doing.ending(taken) as ending:
            ending.again_at(on.rests_until)
    else:
        return False
    return True


async def went_well(doing: Doing, on: Connected, mark: str) -> None:
    """It answered, and has been read so far. Where it could not before, what waits for it need wait no longer."""
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await work.row(_WELL, connector=on.id, at=await work.begin(), mark=mark)
        if on.ill:
            await jobs.let_go(work, on.id)


async def was_broken_off(doing: Doing, on: Connected, brought: Iterable[str]) -> None:
    """A page was not read to its end: these of it were, so that the next try goes on where this one ended."""
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await work.begin()
        await work.row(_BROKEN_OFF, connector=on.id, brought=orjson.dumps(sorted(brought)).decode())


async def went_ill(doing: Doing, on: Connected, trouble: Trouble) -> LaterError:
    """It could not do something: why stands where the connector is shown. Gives what the job ends with. Where it says
    for how long it wants to be left alone, no job of the connector asks it before."""
    after = None
    if isinstance(trouble, Away) and trouble.retry_after is not None:
        after = timedelta(seconds=min(max(trouble.retry_after, 1.0), _LONGEST_SECONDS))
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        now = await work.begin()
        error = f"{type(trouble).__name__}: {trouble}"[:1000]
        await work.row(_ILL, connector=on.id, at=now, error=error, resume=None if after is None else now + after)
    return LaterError(type(trouble).__name__, after=after)
