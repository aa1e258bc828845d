"""What the worker process gives its jobs to go out with."""

import httpx
import pytest
from starlette.responses import Response

from app.core.database import Database
from app.core.outgoing import TooMuchError
from app.integrations.base import PATIENCE, Nonsense, Ticket
from app.integrations.calling import LONGEST_ANSWER
from app.integrations.kinds import open_system
from app.worker import ready
from tests.integrations.fakes.base import slow
from tests.integrations.fakes.request_tracker import FakeRequestTracker
from tests.integrations.fakes.serving import serving
from tests.jobs.conftest import LOOPBACK
from tests.people import Organization

pytestmark = pytest.mark.anyio

LONG = "word " * 1_200_000


async def test_a_ticket_system_may_say_more_and_take_longer_than_whoever_receives_webhooks(
    organization: Organization,
) -> None:
    fake = FakeRequestTracker()
    key = fake.make("VPN drops", LONG)
    house = organization.house
    settings = house.settings.model_copy(
        update={"outgoing_allowed_networks": LOOPBACK, "outgoing_seconds": 0.3, "database_pool_size": 2}
    )
    with serving(fake):
        async with (
            Database(organization.dsn, pool_size=2) as database,
            ready(settings, database, house.keys.seals) as doing,
        ):
            known = {"Authorization": fake.authorization}
            with pytest.raises(TooMuchError):
                await doing.http.get(f"{fake.address}/REST/2.0/transaction/1/attachments", headers=known)
            fake.plan(slow)
            with pytest.raises(httpx.TransportError):
                await doing.http.get(f"{fake.address}/REST/2.0/rt", headers=known)
            system = open_system(fake.kind, fake.config, fake.secret, doing.systems)
            found = await system.ticket(key)
            assert isinstance(found, Ticket)
            assert found.body_markdown.startswith("word word ")
            fake.plan(lambda: Response(b" " * (LONGEST_ANSWER + 1)))
            with pytest.raises(Nonsense, match="longer than"):
                await system.ticket(key)
            patience = doing.systems.timeout.read
            assert patience is not None
            assert patience > PATIENCE, "who asks gives up first, and can say why"
