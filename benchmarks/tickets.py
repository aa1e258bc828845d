"""How fast tickets become problems, and what that takes: a connector's first walk through a ticket system.

    python -m benchmarks.tickets [TICKETS]

So many tickets (10,000), each with a comment, in the system in memory, so that what is measured is ours: one worker, as
`python -m app worker` works, on a PostgreSQL of its own. Then the same walk again, of which nothing is new.
"""

import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from app.core.database import Database
from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.core.settings import Settings
from app.http.requests import PREFIX
from app.integrations.base import Person
from app.integrations.memory import world
from app.jobs import feed
from app.jobs.kinds import CONSUMERS, KINDS
from app.jobs.working import Working
from app.main import create_app
from app.services.members import create_administrator
from app.worker import ready

TICKETS: Final = 10_000
_WORLD: Final = "benchmark"


async def _connect(client: httpx.AsyncClient, password: str) -> None:
    form = {"grant_type": "password", "username": "ada@example.org", "password": password}
    token = (await client.post("/auth/token", data=form)).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"

    async def made(path: str, given: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = (await client.post(path, json=given)).raise_for_status().json()
        return answer

    service = await made("/members", {"name": "Tickets", "kind": "service"})
    community = await made("/communities", {"slug": "network", "name": "Network", "purpose": "", "visibility": "open"})
    await made("/communities/network/memberships", {"member_id": service["id"], "role": "member"})
    given = {"kind": "memory", "system": "desk", "name": "Desk", "config": {"world": _WORLD}, "secret": {}}
    of = {"community_id": community["id"], "member_id": service["id"], "rules": [{"queue": "Network"}]}
    connector = await made("/connectors", {**given, **of})
    (await client.put(f"/connectors/{connector['id']}/acceptance")).raise_for_status()


async def _walk(working: Working, link: "asyncpg.Connection[asyncpg.Record]") -> float:
    """Seconds until nothing is left to do."""
    await link.execute("UPDATE connector SET mark = NULL")
    began = time.perf_counter()
    await link.execute("UPDATE job SET due_at = clock_timestamp() WHERE state = 'waiting'")
    await working.idle()
    return time.perf_counter() - began


async def measure(dsn: str, folder: Path, tickets: int) -> None:
    settings = Settings(data_dir=folder)
    app = create_app(settings, dsn)
    link = await asyncpg.connect(dsn)
    async with app.router.lifespan_context(app), Database(dsn, pool_size=10) as database:
        administrator = await create_administrator(database, email="ada@example.org", name="Ada")
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://test{PREFIX}") as client:
            await _connect(client, administrator.password or "")
        there = world(_WORLD)
        for number in range(tickets):
            ticket = there.post(f"Ticket {number}", "It does not work. " * 20, queue="Network")
            there.say(ticket.key, "Still so.", author=Person("Somebody"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        async with ready(settings, database, app.state.house.keys.seals) as doing:
            await feed.begin(database, settings.clock_offset, CONSUMERS)
            working = Working(doing, KINDS, CONSUMERS)
            first = await _walk(working, link)
            again = await _walk(working, link)
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        problems = await link.fetchval("SELECT count(*) FROM problem")
        comments = await link.fetchval("SELECT count(*) FROM comment")
    await link.close()
    print(f"{problems:,} problems and {comments:,} comments in {first:.0f} s: {tickets / first:.0f} tickets a second.")
    print(f"The same walk again: {again:.0f} s, {tickets / again:.0f} tickets a second.")
    print(f"Memory beyond that of the tickets themselves: {more / 1024:.0f} MiB.")


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
