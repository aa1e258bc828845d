"""What is sent is verified by a receiver with the package `standardwebhooks` from npm."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests import rows
from tests.jobs.conftest import Worker
from tests.jobs.receiver import Received, Receiver
from tests.people import Organization, ok

pytestmark = pytest.mark.anyio

STANDARD = Path(__file__).parent / "standard"


async def verified(received: Received, secret: str, *, body: bytes | None = None) -> Any:
    """What the package makes of it."""
    assert (STANDARD / "node_modules").is_dir(), "`make test` installs it"
    node = shutil.which("node")
    assert node is not None
    process = await asyncio.create_subprocess_exec(
        node, STANDARD / "verify.js", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    given = {"secret": secret, "headers": received.headers, "body": (body or received.body).decode()}
    said, _ = await process.communicate(orjson.dumps(given))
    return orjson.loads(said)


async def test_what_is_sent_is_verified_by_either_secret_and_by_no_other(
    organization: Organization, worker: Worker, receiver: Receiver
) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await organization.settled()
    made = await ann.make("/webhooks", {"url": receiver.url})
    other = await ann.make("/webhooks", {"url": "https://hooks.example.org/", "kinds": ["site.made"]})
    rotated = ok(await ann.post(f"/webhooks/{made['id']}/secret"))
    await ann.make("/communities/network/problems", {"title": "Größe ≠ 大きさ", "statement": "Since the update."})
    await worker.work()
    (received,) = receiver.received
    for secret in (made["secret"], rotated["secret"]):
        assert await verified(received, secret) == {"verified": received.said}
    assert "refused" in await verified(received, other["secret"])
    assert "refused" in await verified(received, made["secret"], body=received.body.replace(b"problem", b"Problem"))
    late = {**received.headers, "webhook-timestamp": "1700000000"}
    assert "refused" in await verified(Received("POST", "/hook", late, received.body), made["secret"])
