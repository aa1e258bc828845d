"""How fast tickets become problems, and what that takes: a connector's first walk through a ticket system.

    python -m benchmarks.tickets [TICKETS]

So many tickets (10,000), each with a comment, in the fake of GitHub Issues that the tests have, on a socket of this
process; the worker is a process as `python -m app worker` starts it, on a PostgreSQL of its own. Then the same walk
again, of which nothing is new, and which asks for what was said in each ticket all the same.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from app.core.database import Database
from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.core.settings import Settings
from app.http.requests import PREFIX
from app.main import create_app
from app.services.members import create_administrator
from benchmarks.clocks import family, process_seconds, resident_mebibytes
from benchmarks.servers import surroundings
from tests.integrations.fakes.github import FakeGitHub
from tests.integrations.fakes.serving import serving

TICKETS: Final = 10_000
_LOOK_SECONDS: Final = 0.1
_LEFT: Final = """
    SELECT count(*) FROM job WHERE state IN ('waiting', 'running')
       AND NOT (kind = 'poll_tickets' AND state = 'waiting' AND due_at > clock_timestamp() AND claims > $1)
"""


@dataclass
class Walked:
    seconds: float
    cpu_seconds: float
    mebibytes: float
    requests: int


async def _connect(client: httpx.AsyncClient, password: str, fake: FakeGitHub) -> str:
    """A connector that is not accepted yet; its address."""
    form = {"grant_type": "password", "username": "ada@example.org", "password": password}
    token = (await client.post("/auth/token", data=form)).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"

    async def made(path: str, given: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = (await client.post(path, json=given)).raise_for_status().json()
        return answer

    service = await made("/members", {"name": "Tickets", "kind": "service"})
    community = await made("/communities", {"slug": "network", "name": "Network", "purpose": "", "visibility": "open"})
    await made("/communities/network/memberships", {"member_id": service["id"], "role": "member"})
    system = {"kind": fake.kind, "system": "desk", "name": "Desk", "config": fake.config, "secret": fake.secret}
    of = {"community_id": community["id"], "member_id": service["id"], "rules": [{"queue": "acme/network"}]}
    connector = await made("/connectors", {**system, **of, "poll_seconds": 86_400})
    return f"/connectors/{connector['id']}"


@contextmanager
def _working(dsn: str, folder: Path) -> Iterator[int]:
    """A worker; its process's number."""
    environment = surroundings(
        database_url=dsn, data_dir=str(folder), outgoing_allowed_networks="127.0.0.0/8", log_level="error"
    )
    process = subprocess.Popen([sys.executable, "-m", "app", "worker"], env=environment)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


async def _walk(link: "asyncpg.Connection[asyncpg.Record]", worker: int, fake: FakeGitHub, claims: int) -> Walked:
    """Until the poll waits for its next time, and nothing else is left to do."""
    began, before, asked, most = time.perf_counter(), _cpu(worker), len(fake.asked), 0.0
    while True:
        most = max(most, sum(map(resident_mebibytes, family(worker))))
        if not await link.fetchval(_LEFT, claims):
            break
        await asyncio.sleep(_LOOK_SECONDS)
    return Walked(time.perf_counter() - began, _cpu(worker) - before, most, len(fake.asked) - asked)


def _cpu(worker: int) -> float:
    return sum(map(process_seconds, family(worker)))


def _fake_of(tickets: int) -> FakeGitHub:
    fake = FakeGitHub()
    for number in range(tickets):
        fake.say(fake.make(f"Ticket {number}", "It does not work. " * 20), "Still so.")
    return fake


async def measure(dsn: str, folder: Path, tickets: int) -> None:
    settings, fake = Settings(data_dir=folder), _fake_of(tickets)
    app, link = create_app(settings, dsn), await asyncpg.connect(dsn)
    async with app.router.lifespan_context(app):
        async with Database(dsn, pool_size=1) as database:
            administrator = await create_administrator(database, email="ada@example.org", name="Ada")
        with serving(fake), _working(dsn, folder) as worker:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://test{PREFIX}") as client:
                connector = await _connect(client, administrator.password or "", fake)
                await asyncio.sleep(5)  # the worker has started
                idle = sum(map(resident_mebibytes, family(worker)))
                (await client.put(f"{connector}/acceptance")).raise_for_status()
            first = await _walk(link, worker, fake, 0)
            await link.execute("UPDATE connector SET mark = NULL")
            claims = await link.fetchval("SELECT claims FROM job WHERE kind = 'poll_tickets'")
            await link.execute("UPDATE job SET due_at = clock_timestamp() WHERE kind = 'poll_tickets'")
            again = await _walk(link, worker, fake, claims)
    problems = await link.fetchval("SELECT count(*) FROM problem")
    comments = await link.fetchval("SELECT count(*) FROM comment")
    await link.close()
    print(f"{problems:,} problems and {comments:,} comments of {tickets:,} tickets.")
    for name, walked in (("The first walk", first), ("The same again", again)):
        print(
            f"{name}: {walked.seconds:.0f} s, {tickets / walked.seconds:.0f} tickets a second; {walked.requests:,} "
            f"requests; the worker took {walked.cpu_seconds / tickets * 1000:.1f} ms of CPU a ticket and "
            f"{walked.mebibytes:.0f} MiB at most, {walked.mebibytes - idle:.0f} more than before."
        )


async def _main(tickets: int) -> None:
    with tempfile.TemporaryDirectory(prefix="alliance-tickets-") as made:
        server = EmbeddedPostgres(Path(made) / "postgres")
        dsn = await server.start(lambda said: print(said, flush=True))
        try:
            await migrate(dsn, lambda _: None)
            await measure(dsn, Path(made), tickets)
        finally:
            await server.stop()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS))
