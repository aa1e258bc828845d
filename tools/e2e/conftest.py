"""The real system, and beside it the application and a worker as the tests have them."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.conftest import (
    anyio_backend,
    database_url,
    organization,
    pytest_configure,
    pytest_unconfigure,
    serving,
    settings,
)
from tests.jobs.conftest import worker
from tools.e2e.people import People
from tools.e2e.request_tracker import Served, install, served

__all__ = [
    "anyio_backend",
    "database_url",
    "organization",
    "pytest_configure",
    "pytest_unconfigure",
    "serving",
    "settings",
    "worker",
]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    install()
    with served(tmp_path_factory.mktemp("rt")) as found:
        yield found


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=60.0) as client:
        yield client


@pytest.fixture
def people(real: Served, http: httpx.AsyncClient) -> People:
    return People(real, http)
