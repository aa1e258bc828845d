"""A worker in the test's own process, that does all there is to do when it is told to."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

import pytest

from app.core.database import Database
from app.core.outgoing import Limits, open_client
from app.core.settings import Settings
from app.integrations.base import PATIENCE
from app.integrations.calling import LONGEST_ANSWER
from app.jobs import feed
from app.jobs.doing import Doing, Kind
from app.jobs.feed import Consumer
from app.jobs.kinds import CONSUMERS, KINDS
from app.jobs.working import Working
from tests.jobs.receiver import Receiver, receiving
from tests.people import Organization

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass
class Worker:
    organization: Organization
    doing: Doing
    working: Working

    async def work(self) -> None:
        """Until nothing is left to do that is due."""
        await self.organization.settled()
        await self.working.idle()

    async def asked(self, statement: str, *values: Any) -> Any:
        return await self.organization.link.fetchval(statement, *values)

    async def all_due(self) -> None:
        """As if time had gone by: whatever waits, or is held by somebody who is gone, is due."""
        await self.organization.link.execute(
            "UPDATE job SET due_at = clock_timestamp() WHERE state IN ('waiting', 'running');"
            "UPDATE webhook SET resume_at = NULL; UPDATE connector SET resume_at = NULL"
        )


@asynccontextmanager
async def worker_of(
    organization: Organization,
    kinds: Mapping[str, Kind] = KINDS,
    consumers: Mapping[str, Consumer] = CONSUMERS,
    *,
    patience: float = PATIENCE,
    **settings: Any,
) -> AsyncIterator[Worker]:
    given: Settings = organization.house.settings.model_copy(update=settings)
    async with (
        Database(organization.dsn, pool_size=8) as database,
        open_client(LOOPBACK, Limits(seconds=1.0, body_bytes=100_000), "Alliance") as client,
        open_client(LOOPBACK, Limits(seconds=patience, body_bytes=LONGEST_ANSWER), "Alliance") as systems,
    ):
        await feed.begin(database, given.clock_offset, consumers)
        doing = Doing(database, given, organization.house.keys.seals, client, systems)
        yield Worker(organization, doing, Working(doing, kinds, consumers))


@pytest.fixture
async def worker(organization: Organization) -> AsyncIterator[Worker]:
    async with worker_of(organization) as worker:
        yield worker


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver
