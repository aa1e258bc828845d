"""The same over a socket, as it is in earnest."""

import httpx
import pytest

from app.integrations.base import Away, Nonsense
from app.integrations.kinds import open_system
from tests.integrations.connecting import FAKES, ticket, told, walk
from tests.integrations.fakes.base import as_json
from tests.integrations.fakes.serving import serving


@pytest.mark.parametrize("name", FAKES)
async def test_a_round_over_a_socket(name: str) -> None:
    fake = FAKES[name]()
    keys = [fake.make(f"Ticket {number}") for number in range(120)]
    with serving(fake):
        async with httpx.AsyncClient(trust_env=False) as http:
            system = open_system(fake.kind, fake.config, fake.secret, http)
            items, _ = await walk(system)
            assert set(told(items)) == set(keys)
            made = await system.remark(keys[0], "A word.", "token")
            assert await system.remark(keys[0], "A word.", "token") == made
            await system.set_state(keys[0], fake.states[1])
            assert (await ticket(system, keys[0])).state == fake.states[1]
            assert len(fake.posted) == 1
            fake.plan(lambda: as_json({}, Content_Length="99"))
            with pytest.raises(Away):
                await system.changed_since(None)
            fake.plan(lambda: as_json({}, Content_Encoding="gzip"))
            with pytest.raises(Nonsense):
                await system.changed_since(None)
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(Away):
            await open_system(fake.kind, fake.config | _nowhere(fake.config), fake.secret, http).changed_since(None)


def _nowhere(config: dict[str, object]) -> dict[str, str]:
    return {"api_url" if "api_url" in config else "base_url": "http://127.0.0.1:1"}
