"""The connections to PostgreSQL: one pool for reading, one for writing, and what it means that the database is away.

Our code leaves no session state behind (no SET, no session locks, and LISTEN only on the bell's own connection), so a
connection goes back to its pool without a query. Statements are prepared once a connection and kept for good.
"""

import asyncio
from collections.abc import Iterator
from typing import Any, Self

import asyncpg

from app.core.bell import Bell
from app.core.links import Links
from app.core.recent import Recent

_CONNECTING_SECONDS = 10.0
"""How long a new connection may take."""
UNHEARD_SECONDS = 2.0
"""How long after a statement's limit PostgreSQL may take to say that it cancelled it; a server that is silent beyond
that (stopped, cut off by the network) is given up with the connection."""

DRIVER_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What a statement can raise that is not a mistake of ours: what the server says, what the driver says (of a wrong
call too; of a reply that was cut off in the middle), what the wire says. `is_unavailable` tells them apart."""

_RECENT = 64

_AWAY = ("08", "53", "57P", "25006", "40001", "40P01", "55P03", "57014")
"""SQLSTATEs (or their beginnings) after which the same request may well succeed a little later: connection lost;
out of disk, memory or connections; server stopping or starting; demoted to read-only; serialization, deadlock, lock
not available; cancelled by a time limit."""


class Database:
    """The two pools of a process. Both plan a statement once; `read` can change nothing; `write` is for
    `app.work`. Open it in the loop that uses it; `async with Database(dsn)` opens and closes. `belled`: the bell is
    opened with it, for a program that stays."""

    read: Links
    write: Links
    recent: Recent[Any, Any]
    """What this process has met lately and may meet again, by whoever says how it is known to be still so."""
    bell: Bell
    """Heard soon after anybody's change was committed."""

    def __init__(
        self,
        dsn: str,
        *,
        pool_size: int = 10,
        lock_timeout_seconds: float = 5.0,
        statement_timeout_seconds: float = 15.0,
        application_name: str = "alliance",
        belled: bool = False,
    ) -> None:
        self.dsn = dsn
        self.recent = Recent(_RECENT)
        self.bell = Bell(dsn, application_name)
        self._belled = belled
        self._pool_size = pool_size
        self._command_seconds = statement_timeout_seconds + UNHEARD_SECONDS
        self._session = {
            "application_name": application_name,
            "timezone": "UTC",
            "lock_timeout": _milliseconds(lock_timeout_seconds),
            "statement_timeout": _milliseconds(statement_timeout_seconds),
            "idle_in_transaction_session_timeout": _milliseconds(2 * statement_timeout_seconds),
            "jit": "off",
            # Large statements are planned anew at every execution unless told otherwise: LIMIT and arrays as
            # parameters keep PostgreSQL on custom plans, at up to six times the price of the query itself.
            "plan_cache_mode": "force_generic_plan",
        }

    async def open(self) -> None:
        """Opens the first connection of each pool; raises what `is_unavailable` knows while the database is away."""
        self.read = await self._links(default_transaction_read_only="on")
        try:
            self.write = await self._links()
        except BaseException:
            self.read.terminate()
            raise
        if self._belled:
            self.bell.open()

    async def close(self, *, within_seconds: float = 5.0) -> None:
        """Waits for what is under way, then cuts off what is left."""
        await self.bell.close()
        for links in (self.read, self.write):
            try:
                async with asyncio.timeout(within_seconds):
                    await links.close()
            except TimeoutError:
                links.terminate()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _links(self, **session: str) -> Links:
        pool = await asyncpg.create_pool(
            self.dsn,
            min_size=1,
            max_size=self._pool_size,
            timeout=_CONNECTING_SECONDS,
            command_timeout=self._command_seconds,
            reset=_nothing,
            statement_cache_size=2000,
            max_cached_statement_lifetime=0,
            max_inactive_connection_lifetime=0,
            server_settings=self._session | session,
        )
        return Links(pool)


def is_unavailable(error: BaseException) -> bool:
    """Whether the error (or what it was raised from) says that the database is away or too busy: answered with 503.

    After one at COMMIT the outcome is unknown; never say that it failed.
    """
    return any(_says_away(each) for each in _causes(error))


def _says_away(error: BaseException) -> bool:
    match error:
        case asyncpg.InvalidCachedStatementError() | asyncpg.OutdatedSchemaCacheError():
            # A migration changed what a prepared statement answers. The driver has forgotten its statements by now;
            # outside a transaction it has tried again by itself.
            return True
        case asyncpg.PostgresError():
            return (error.sqlstate or "").startswith(_AWAY)
        case asyncpg.InternalClientError():
            # What a connection answers that was cut off in the middle of a reply.
            return True
        case asyncpg.InterfaceError():
            # The class also tells of wrong calls; only these words tell of a connection or pool that is gone. (A
            # lost connection has already been "released back to the pool" when the next statement is tried.)
            return any(word in str(error) for word in ("closed", "closing", "released back"))
        case OSError() | EOFError():
            # Refused, reset, unreachable, no such socket, name not known, TLS broken off, TimeoutError.
            return True
        case _:
            return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))


async def _nothing(_: Any) -> None:
    """In place of the pool's own reset, which costs a round trip at every release."""
