"""How an import goes through its file: batch by batch, each one transaction, so that round trips do not dominate and
what is done stays done; where one line spoils a batch, its lines one by one."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Generic, Protocol, TypeVar

import asyncpg
from pydantic import ValidationError

from app.core.database import Database
from app.domain.errors import OutcomeUnknown, Refusal, Unavailable
from app.imports.tally import Listener, Tally
from app.services.imported import Ledger, turn
from app.work import Work

Item_contra = TypeVar("Item_contra", contravariant=True)
Item = TypeVar("Item")

_SPOILS = (Refusal, ValidationError, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)
"""What a line's own content can bring about; all else is a defect or the database's, and ends the import."""


class Batch(Protocol[Item_contra]):
    """What a batch knows while its locks are held."""

    async def take(self, item: Item_contra) -> Tally:
        """Makes what one line says."""


class Batches(Generic[Item]):
    """`begin` opens a batch for some items; `place` says where an item stands, for a report."""

    def __init__(
        self,
        database: Database,
        clock_offset: timedelta,
        ledger: Ledger,
        *,
        begin: Callable[[Work, Sequence[Item]], Awaitable[Batch[Item]]],
        place: Callable[[Item], str],
        listener: Listener,
    ) -> None:
        self._database, self._clock_offset, self._ledger = database, clock_offset, ledger
        self._begin, self._place, self._listener = begin, place, listener

    async def run(self, items: Sequence[Item]) -> Tally:
        """One batch. Raises Unavailable and OutcomeUnknown while the database is away: begin again later."""
        try:
            return await self._together(items)
        except (Unavailable, OutcomeUnknown):
            raise
        except _SPOILS:
            pass  # whose fault it is shows when each is tried alone
        whole = Tally()
        for item in items:
            try:
                whole.add(await self._together([item]))
            except (Unavailable, OutcomeUnknown):
                raise
            except _SPOILS as error:
                self._listener.refused(self._place(item), _reason(error))
                whole.left_out["lines"] += 1
        return whole

    async def _together(self, items: Sequence[Item]) -> Tally:
        tally = Tally()
        with self._ledger.believing():
            async with turn(self._database, self._clock_offset) as work:
                batch = await self._begin(work, items)
                for item in items:
                    tally.add(await batch.take(item))
                await work.flush()
        tally.rows = work.rows_sent
        return tally


def in_batches(items: Iterable[Item], size: int) -> Iterable[list[Item]]:
    """The items in lists of at most `size`, one in memory at a time."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}"
    if isinstance(error, Refusal):
        return error.detail
    return str(error)
