"""Whether this process can serve: the database answers, and its schema is this program's.

It is asked on a connection of its own, so that a pool that is busy does not look like a database that is away; one
question at a time, whose answer stands for a second, so that asking costs nothing however often it is done.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import asyncpg

from app.core.database import DRIVER_ERRORS, is_unavailable
from app.core.migrations import pending
from app.core.revisions import MigrationError

PATIENCE_SECONDS: Final = 2.0
_FRESH_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be well, and a sentence about it that holds no secret."""

    name: str
    well: bool
    words: str


class Readiness:
    """`also` are further things by name: what is wrong with each, nothing where all is well."""

    def __init__(self, dsn: str, also: Mapping[str, Callable[[], Sequence[str]]] | None = None) -> None:
        self._dsn = dsn
        self._also = also or {}
        self._turn = asyncio.Lock()
        self._asked_at = float("-inf")
        self._checks: tuple[Check, ...] = ()
        self._leaving = False

    def leave(self) -> None:
        """From now on it is not ready, since it is being stopped."""
        self._leaving = True

    async def checks(self) -> tuple[Check, ...]:
        checks = await self._fresh()
        return (*checks, Check("serving", False, "It is being stopped.")) if self._leaving else checks

    async def _fresh(self) -> tuple[Check, ...]:
        async with self._turn:
            clock = asyncio.get_running_loop().time
            if clock() - self._asked_at >= _FRESH_SECONDS:
                self._checks = (*await self._ask(), *[_looked_at(name, wrong()) for name, wrong in self._also.items()])
                self._asked_at = clock()
            return self._checks

    async def _ask(self) -> tuple[Check, ...]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                missing = await pending(self._dsn)
        except MigrationError:
            return Check("database", True, "It answers."), Check(
                "migrations", False, "It is not this program's schema."
            )
        except DRIVER_ERRORS as error:
            if isinstance(error, asyncpg.PostgresError) and not is_unavailable(error):
                return Check("database", False, "It refuses this program."), _UNKNOWN
            return Check("database", False, "It does not answer."), _UNKNOWN
        if missing:
            return Check("database", True, "It answers."), Check("migrations", False, f"Missing: {len(missing)}.")
        return Check("database", True, "It answers."), Check("migrations", True, "All are applied.")


def _looked_at(name: str, wrong: Sequence[str]) -> Check:
    # Where files lie is for `doctor` to say, not for whoever asks.
    return Check(name, not wrong, "Not as they should be: `doctor` says why." if wrong else "They are sound.")


_UNKNOWN = Check("migrations", False, "Not known while the database does not answer.")
