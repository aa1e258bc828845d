"""What the service sends to PostgreSQL for an operation: the texts with their real parameters, by request.

The service runs in this process for it, and commits nothing: where it says COMMIT, ROLLBACK is sent, so that the same
can be sent again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import uvicorn
from asyncpg.pool import PoolConnectionProxy

from app.core.database import Database
from app.core.logging import request_id
from app.core.settings import Settings
from app.main import create_app
from benchmarks.asking import ADDRESS, World
from benchmarks.load import Crowd
from benchmarks.operations import Operation


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement; `reading`: on a connection that only reads, with a generic plan."""

    sql: str
    arguments: tuple[Any, ...]
    reading: bool


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """A service that is listened to."""

    def __init__(self, database: Database, crowd: Crowd) -> None:
        self._database, self._crowd = database, crowd
        self._heard: list[Sent] = []
        self._no_request = request_id.get()

    async def listen(self) -> None:
        for pool, reading in ((self._database.read, True), (self._database.write, False)):
            # All of a pool's connections at once, so that none is met twice.
            async with AsyncExitStack() as held:
                for _ in range(pool.limit):
                    link = await held.enter_async_context(pool.taken())
                    link.add_query_logger(self._note(reading))

    def _note(self, reading: bool) -> Any:
        def note(record: Any) -> None:
            # What the process does for its own upkeep belongs to no request.
            if request_id.get() != self._no_request:
                self._heard.append(Sent(record.query, tuple(record.args or ()), reading))

        return note

    async def hear(self, world: World, operation: Operation, requests: int) -> list[list[Sent]]:
        """What is sent for each of so many requests."""
        ask = await operation.asking(world, self._crowd, 0)
        found = []
        for turn in range(requests + 1):
            self._heard.clear()
            answer = await self._crowd.ask(ask())
            if answer.status != operation.status:
                raise RuntimeError(f"{operation.name}: {answer.status} {answer.body[:500]!r}")
            # The first one may have had types looked up, which the driver does once a connection.
            if turn:
                found.append(list(self._heard))
        return found


@asynccontextmanager
async def listening(dsn: str, folder: Path) -> AsyncIterator[Listener]:
    app = create_app(Settings(data_dir=folder, public_url=ADDRESS), dsn)
    config = uvicorn.Config(app, port=0, lifespan="on", http="httptools", log_config=None, access_log=False)
    server = _Server(config)
    with patch.object(PoolConnectionProxy, "execute", _never_committing(PoolConnectionProxy.execute)):
        serving = asyncio.ensure_future(server.serve())
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        crowd = await Crowd.of(server.servers[0].sockets[0].getsockname()[1], 1)
        listener = Listener(app.state.house.database, crowd)
        await listener.listen()
        try:
            yield listener
        finally:
            crowd.close()
            server.should_exit = True
            await serving


def _never_committing(execute: Any) -> Any:
    async def instead(self: Any, query: str, *arguments: Any, **options: Any) -> Any:
        return await execute(self, "ROLLBACK" if query == "COMMIT" else query, *arguments, **options)

    return instead
