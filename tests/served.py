"""The real server, for tests that ask it over a connection."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from typing import Any

import uvicorn
from fastapi import FastAPI

from app.auth.scopes import Scope
from app.auth.tokens import issue_access_token
from app.core.database import Database
from app.core.logging import request_id
from tests.people import Person

_DRIVERS_OWN = re.compile(r"typeinfo|'jit'")
"""What the driver asks about a type, once a connection."""


class _Server(uvicorn.Server):
    loop: asyncio.AbstractEventLoop

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().serve(sockets)


class Served:
    """uvicorn on a thread, until stop()."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.server = _Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def start(self) -> str:
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.01)
            assert self.thread.is_alive(), "the server did not start"
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """The texts of the statements that requests send to the database while the block runs, as the driver tells
        them; not those of the process's own upkeep, which belong to no request."""
        sent: list[str] = []
        no_request = request_id.get()

        async def listen(begin: bool) -> None:
            database: Database = self.app.state.house.database
            for pool in (database.read, database.write):
                # All of a pool's connections at once, so that none is met twice.
                async with AsyncExitStack() as held:
                    for _ in range(pool.limit):
                        link = await held.enter_async_context(pool.taken())
                        if begin:
                            link.add_query_logger(note)
                        else:
                            link.remove_query_logger(note)

        def note(record: Any) -> None:
            if request_id.get() != no_request and not _DRIVERS_OWN.search(record.query):
                sent.append(record.query)

        def run(doing: Any) -> None:
            asyncio.run_coroutine_threadsafe(doing, self.server.loop).result()

        run(listen(True))
        sent.clear()
        try:
            yield sent
        finally:
            run(listen(False))

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


def signed(app: FastAPI, person: Person, scopes: frozenset[Scope]) -> str:
    """A token of the same sign-in for fewer things."""
    settings = app.state.house.settings
    token, _ = issue_access_token(
        app.state.house.keys,
        settings.public_address,
        settings.public_address,
        person.id,
        person.sign_in_id,
        scopes,
        lifetime=timedelta(days=1),
    )
    return f"Bearer {token}"
