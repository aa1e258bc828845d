"""The example of an integration of one's own, run as it stands against the served program."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from app.main import create_app
from tests import rows
from tests.people import Organization
from tests.programs_of_members import service_account
from tests.served import Served

pytestmark = pytest.mark.anyio

EXAMPLE = Path("docs/examples/ticket_bridge.py")
TICKET = {"title": "No VPN", "text": "Since Monday.", "url": "https://desk.example.org/1", "state": "open"}


async def test_a_bridge_of_fifty_lines_brings_each_ticket_once_and_tells_each_comment_once(
    organization: Organization, tmp_path: Path
) -> None:
    ada = await organization.member("Ada", role="administrator")
    ann = await organization.member("Ann")
    service = await service_account(organization, ada)
    await rows.community(organization, coordinator=ann, member=service)
    tickets = tmp_path / "tickets.jsonl"
    tickets.write_text("\n".join(json.dumps({"key": f"D-{number}", **TICKET}) for number in range(3)))
    served = Served(create_app(organization.house.settings, organization.dsn))
    surroundings = {
        **os.environ,
        "ALLIANCE": served.start(),
        "TOKEN": service.client.headers["Authorization"].removeprefix("Bearer "),
        "COMMUNITY": "network",
        "PLACE": str(tmp_path / "place"),
    }

    async def bridged() -> list[str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, EXAMPLE, tickets, env=surroundings, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
        assert process.returncode == 0
        return said.decode().splitlines()

    try:
        assert await bridged() == []
        problems = await ann.all("/problems")
        assert len(problems) == 3
        path = f"/problems/{problems[0]['id']}/comments"
        await ann.make(path, {"body": "Try the other gate.", "to_tickets": True})
        await ann.make(path, {"body": "Between us."})
        await organization.settled()
        (told,) = map(json.loads, await bridged())
        assert told["text"] == "Try the other gate."
        assert await bridged() == []
        assert len(await ann.all("/problems")) == 3
    finally:
        served.stop()
