"""The real server on a port of its own, with a database of its own that stays filled, for tests of the whole
contract."""

import asyncio
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
import uvicorn
from fastapi import FastAPI

from app.auth.scopes import Scope
from app.auth.tokens import issue_access_token
from app.core.database import Database
from app.core.logging import request_id
from app.core.settings import Settings
from app.main import create_app
from tests.conftest import SERVER, TEMPLATE, named, replace_database
from tests.contract.world import STATUSES, World
from tests.people import Organization, Person

_DRIVERS_OWN = re.compile(r"typeinfo|'jit'")
"""What the driver asks about a type, once a connection."""


class _Server(uvicorn.Server):
    loop: asyncio.AbstractEventLoop

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().serve(sockets)


class _Served:
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
                    for _ in range(pool.get_max_size()):
                        link = await held.enter_async_context(pool.acquire())
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


@pytest.fixture(scope="session")
def world(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A populated organization behind a real server, for one worker's tests of the contract."""
    database = f"alliance_contract_{worker_id}"
    asyncio.run(replace_database(os.environ[SERVER], database, TEMPLATE))
    url = named(os.environ[SERVER], database)
    settings = Settings(data_dir=tmp_path_factory.mktemp("contract"), cors_origins=("https://front.example",))
    app = create_app(settings, url)
    app.add_api_route("/api/v1/a-defect", _defect, include_in_schema=False)
    served = _Served(app)
    address = served.start()
    try:
        ann = asyncio.run(_administrator(app, url))
        world = World(
            address,
            ann.client.headers["Authorization"],
            str(ann.id),
            lambda scopes: _signed(app, ann, scopes),
            served.listening,
        )
        yield world
        world.close()
    finally:
        served.stop()


async def _defect() -> None:
    raise RuntimeError("a defect")


def _signed(app: FastAPI, person: Person, scopes: frozenset[Scope]) -> str:
    """A token of the same sign-in for fewer things."""
    settings = app.state.house.settings
    token, _ = issue_access_token(
        app.state.house.keys,
        settings.public_address,
        settings.public_address,
        person.id,
        person.sign_in_id,
        scopes,
        lifetime=timedelta(minutes=15),
    )
    return f"Bearer {token}"


async def _administrator(app: FastAPI, url: str) -> Person:
    link = await asyncpg.connect(url)
    try:
        return await Organization(app, link).member("Ann", role="administrator")
    finally:
        await link.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What a test of the contract saw travels with its report, for the run to print it all together at its end."""
    STATUSES.clear()
    try:
        yield
    finally:
        item.user_properties.extend(("statuses", seen) for seen in STATUSES.items())
