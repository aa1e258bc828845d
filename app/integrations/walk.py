"""How far a poll is: a mark, opaque to whoever keeps it.

A walk reads, page by page, all that changed since an instant. What changes behind it while it goes on is of the next
walk, since that begins where this one began, by the clock of the system itself, and a little before.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.integrations.base import Item, Page, Refused
from app.integrations.calling import Answer

OVERLAP = timedelta(minutes=2)
"""Longer than clocks of one system's machines differ, and than its index is behind."""


@dataclass(frozen=True)
class Walk:
    """All that changed since an instant, when its first page was answered, and where its next page begins."""

    since: datetime | None
    began: datetime | None = None
    place: str | None = None

    @classmethod
    def at(cls, mark: str | None, start: datetime | None) -> "Walk":
        """The walk that a mark stands for; a new one from the start where there is none."""
        if mark is None:
            return cls(start)
        since, began, place = json.loads(mark)
        return cls(_read(since), _read(began), place)

    def page(self, items: tuple[Item, ...], answer: Answer, place: str | None) -> Page:
        """The page that was answered, and the mark of the next one: at a place, or of the next walk."""
        began = self.began or answer.when() - OVERLAP
        following = replace(self, began=began, place=place) if place is not None else Walk(began)
        return Page(items, following.mark, more=place is not None)

    async def step(self, ask: Callable[["Walk"], Awaitable[Answer]]) -> tuple["Walk", Answer]:
        """Asks for the page where the walk is; begins it again where the system no longer knows the place."""
        try:
            return self, await ask(self)
        except Refused:
            if self.place is None:
                raise
        again = Walk(self.since)
        return again, await ask(again)

    @property
    def mark(self) -> str:
        return json.dumps([_written(self.since), _written(self.began), self.place])


def _read(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
