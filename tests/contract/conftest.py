"""The real server on a port of its own, with a database of its own that stays filled, for tests of the whole
contract."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest
from fastapi import FastAPI

from app.core.settings import Settings
from app.main import create_app
from tests.conftest import SERVER, TEMPLATE, named, replace_database
from tests.contract.world import STATUSES, World
from tests.people import Organization, Person
from tests.served import Served, signed


@pytest.fixture(scope="session")
def world(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A populated organization behind a real server, for one worker's tests of the contract."""
    with _populated(f"alliance_contract_{worker_id}", tmp_path_factory.mktemp("contract"), "open") as world:
        yield world


@pytest.fixture(scope="session")
def closed_world(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Another, in which the community is private."""
    with _populated(f"alliance_closed_{worker_id}", tmp_path_factory.mktemp("closed"), "private") as world:
        yield world


@contextmanager
def _populated(database: str, folder: Path, visibility: str) -> Iterator[World]:
    asyncio.run(replace_database(os.environ[SERVER], database, TEMPLATE))
    url = named(os.environ[SERVER], database)
    # Whoever signs in once is asked for as long as a run takes.
    settings = Settings(data_dir=folder, cors_origins=("https://front.example",), access_token_minutes=1440)
    app = create_app(settings, url)
    app.add_api_route("/api/v1/a-defect", _defect, include_in_schema=False)
    served = Served(app)
    address = served.start()
    try:
        ann = asyncio.run(_administrator(app, url))
        world = World(
            address,
            ann.client.headers["Authorization"],
            str(ann.id),
            lambda scopes: signed(app, ann, scopes),
            served.listening,
            visibility=visibility,
        )
        yield world
        world.close()
    finally:
        served.stop()


async def _defect() -> None:
    raise RuntimeError("a defect")


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
