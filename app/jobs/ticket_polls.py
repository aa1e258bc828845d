"""Asking a ticket system what has changed, over and over, for as long as its connector is accepted."""

import logging
import time
from datetime import timedelta
from typing import Final

from app.integrations.base import Away, Gone, Page, Ticket, TicketSystem, Trouble
from app.jobs.connected import WHILE_PAUSED, system_of, went_ill, went_well
from app.jobs.doing import Doing
from app.jobs.queue import Taken
from app.jobs.tickets_in import PausedError, bring
from app.services.connected import Connected, connected, key_of, look_at
from app.work import transaction

log = logging.getLogger(__name__)

SECONDS: Final = 120.0
_AT_ONCE_SECONDS: Final = 60.0


async def poll(doing: Doing, taken: Taken) -> None:
    """Some pages of what changed; then it waits for as long as the connector says, or goes on at once where there is
    more. Ends where the acceptance was taken back: accepting begins another."""
    on = await connected(doing.database, taken.id_of("connector"))
    if on is None or not on.accepted:
        return
    after = WHILE_PAUSED
    if on.flows:
        try:
            more = await _pages(doing, on, system_of(doing, on))
            after = timedelta(0) if more else timedelta(seconds=on.poll_seconds)
        except PausedError:
            pass
        except Trouble as trouble:
            raise await went_ill(doing, on, trouble) from trouble
    async with doing.ending(taken) as ending:
        ending.again(after)


async def _pages(doing: Doing, on: Connected, system: TicketSystem) -> bool:
    """Whether there is more."""
    mark, until = on.mark, time.monotonic() + _AT_ONCE_SECONDS
    while True:
        page = await system.changed_since(mark)
        await _take(doing, on, system, page)
        mark = page.mark
        await went_well(doing, on, mark)
        if not page.more or time.monotonic() > until:
            return page.more


async def _take(doing: Doing, on: Connected, system: TicketSystem, page: Page) -> None:
    """One after another. What fails with one ticket holds up no other: it is left to a job of its own, which is seen
    where it fails again. A system that is away ends the page."""
    for item in page.items:
        try:
            if isinstance(item, Ticket | Gone):
                await bring(doing, on, system, item)
            else:
                await bring(doing, on, system, await system.ticket(key_of(item)))
        except (PausedError, Away):
            raise
        except Exception:
            log.exception("a ticket could not be brought here; it is left to a job of its own")
            async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
                await work.begin()
                look_at(work, on.id, key_of(item))
