"""Asking a ticket system what has changed, over and over, for as long as its connector is accepted."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from app.core.statements import Statement
from app.integrations.base import Away, Gone, Item, Page, Ticket, TicketSystem, Trouble
from app.jobs.connected import WHILE_PAUSED, system_of, waits, was_broken_off, went_ill, went_well
from app.jobs.doing import Doing
from app.jobs.queue import Taken
from app.jobs.tickets_in import PausedError, bring
from app.services.connected import Connected, connected, key_of, look_at
from app.work import transaction

log = logging.getLogger(__name__)

SECONDS: Final = 150.0
LONGEST_PAUSE: Final = timedelta(minutes=10)
"""Between two tries while a system is away. What else waits for it goes on when a poll finds it back."""
_AT_ONCE_SECONDS: Final = 60.0
"""No page, and nothing of one, is begun after these."""
_OF_A_PAGE_SECONDS: Final = 60.0
_OF_ONE_SECONDS: Final = 60.0
"""For one ticket and what was said in it; one that takes longer is left to a job of its own."""
_AT_ONCE: Final = 4
"""Tickets of a page that are brought here at once; of one that was broken off each alone, so that however little may be
asked of a system, something comes to its end."""
_ACCEPTED: Final = Statement(
    "SELECT accepted_at IS NOT NULL AS accepted FROM connector WHERE id = $1::uuid FOR SHARE", ("connector",)
)


async def poll(doing: Doing, taken: Taken) -> None:
    """Some pages of what changed; then it waits for as long as the connector says, or goes on at once where there is
    more. Ends where the acceptance was taken back: accepting begins another."""
    on = await connected(doing.database, doing.settings.clock_offset, taken.id_of("connector"))
    if on is None or not on.accepted:
        await _end(doing, taken)
        return
    if await waits(doing, taken, on):
        return
    try:
        more = await _pages(doing, on, system_of(doing, on))
        after = timedelta(0) if more else timedelta(seconds=on.poll_seconds)
    except PausedError:
        after = WHILE_PAUSED
    except Trouble as trouble:
        raise await went_ill(doing, on, trouble) from trouble
    async with doing.ending(taken) as ending:
        ending.again(after)


async def _end(doing: Doing, taken: Taken) -> None:
    """Unless it is accepted again by now: whoever accepted it saw this one, and began no other."""
    async with doing.ending(taken) as ending:
        row = await ending.work.row(_ACCEPTED, connector=taken.id_of("connector"))
        if row is not None and row["accepted"]:
            ending.again(timedelta(0))


async def _pages(doing: Doing, on: Connected, system: TicketSystem) -> bool:
    """Whether there is more."""
    mark, brought, until = on.mark, set(on.brought or ()), time.monotonic() + _AT_ONCE_SECONDS
    at_once = _AT_ONCE if on.brought is None else 1
    while True:
        page = await _page(system, mark)
        try:
            await _take(doing, on, system, page, brought, until, at_once)
        except Trouble:
            await was_broken_off(doing, on, brought)
            raise
        if any(_name(item) not in brought for item in page.items):
            await was_broken_off(doing, on, brought)
            return True
        mark, brought, at_once = page.mark, set(), _AT_ONCE
        await went_well(doing, on, mark)
        if not page.more or time.monotonic() > until:
            return page.more


async def _page(system: TicketSystem, mark: str | None) -> Page:
    try:
        async with asyncio.timeout(_OF_A_PAGE_SECONDS):
            return await system.changed_since(mark)
    except TimeoutError as late:
        raise Away(f"No page of what changed came within {_OF_A_PAGE_SECONDS:g} seconds.") from late


def _name(item: Item) -> str:
    """What it is known by while its page is read: a ticket that has changed since is another."""
    return f"{item.key} {item.version}" if isinstance(item, Ticket) else f"{key_of(item)} "


async def _take(
    doing: Doing,
    on: Connected,
    system: TicketSystem,
    page: Page,
    brought: set[str],
    until: float,
    at_once: int,
) -> None:
    """A few tickets at once, what is said of each in its order, and those alone that are not `brought` yet. A system
    that is away ends the page: what is under way ends, and nothing more is begun."""
    of_each: dict[str, list[Item]] = {}
    for item in page.items:
        if _name(item) not in brought:
            of_each.setdefault(key_of(item), []).append(item)
    waiting = deque(of_each.values())
    ends: list[Exception] = []

    async def bring_some() -> None:
        while waiting and not ends and time.monotonic() <= until:
            items = waiting.popleft()
            try:
                await _bring(doing, on, system, items)
            except Exception as error:
                ends.append(error)
            else:
                brought.update(map(_name, items))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(at_once):
            tasks.create_task(bring_some())
    if ends:
        raise ends[0]


async def _bring(doing: Doing, on: Connected, system: TicketSystem, items: Sequence[Item]) -> None:
    """What fails with one ticket holds up no other: it is left to a job of its own, which is seen where it fails
    again."""
    key = key_of(items[0])
    try:
        async with asyncio.timeout(_OF_ONE_SECONDS):
            for item in items:
                await bring(doing, on, system, item if isinstance(item, Ticket | Gone) else await system.ticket(key))
    except (PausedError, Away):
        raise
    except Exception:
        log.exception("a ticket could not be brought here; it is left to a job of its own")
        async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
            await work.begin()
            look_at(work, on.id, key)
