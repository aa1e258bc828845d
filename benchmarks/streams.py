"""What open streams of events cost that have nothing to tell, and how soon all of them tell something.

    python -m benchmarks.streams [STREAMS]

The service in one process, as `serve` starts it, on a PostgreSQL of its own; so many streams (2,000), ten of each
member, opened over connections of their own. Said at the end: memory and CPU, with the streams and without, and what it
takes to tell all of them of one event, and one member of an event in a private community.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Final, cast

import asyncpg

from app.auth.keys import Keys
from app.auth.scopes import EVERY_SCOPE
from app.auth.tokens import issue_access_token
from app.core.embedded import EmbeddedPostgres
from app.core.ids import new_id
from app.core.migrations import migrate
from benchmarks.asking import ADDRESS
from benchmarks.clocks import backend_seconds, machine, spent_between
from benchmarks.load import Crowd, request
from benchmarks.servers import SERVICE, Server, start, stop

STREAMS: Final = 2000
_OF_A_MEMBER: Final = 10
_IDLE_SECONDS: Final = 60.0
_ROUNDS: Final = 5
_APPLICATIONS: Final = ("alliance", "alliance bell")


class _Stream(asyncio.Protocol):
    """One connection; says when something with data came."""

    def __init__(self, asked: bytes) -> None:
        self.begun, self.told = asyncio.Event(), asyncio.Event()
        self.told_at = 0.0
        self._asked = asked
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        if b"\nretry: " in data:
            self.begun.set()
        if b"data: " in data:
            self.told_at = time.perf_counter()
            self.told.set()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def _members(link: "asyncpg.Connection[asyncpg.Record]", keys: Keys, number: int) -> list[str]:
    """So many members who are signed in: what each sends as `Authorization`."""
    tokens = []
    for place in range(number):
        member, sign_in = new_id(), new_id()
        await link.execute(
            "INSERT INTO member (id, version, created_at, updated_at, kind, organization_role, active, expertise)"
            " VALUES ($1, 1, now(), now(), 'person', 'member', true, '{}')",
            member,
        )
        await link.execute(
            "INSERT INTO identity (member_id, name, email) VALUES ($1, $2, $3)",
            member,
            f"Member {place}",
            f"{member}@example.org",
        )
        await link.execute(
            "INSERT INTO sign_in (id, member_id, scope, started_at, expires_at)"
            " VALUES ($1, $2, '', now(), now() + interval '1 day')",
            sign_in,
            member,
        )
        token, _ = issue_access_token(
            keys, ADDRESS, ADDRESS, member, sign_in, EVERY_SCOPE, lifetime=timedelta(hours=12)
        )
        tokens.append(f"Bearer {token}")
    return tokens


async def _opened(port: int, tokens: Sequence[str], number: int) -> list[_Stream]:
    loop = asyncio.get_running_loop()
    streams: list[_Stream] = []
    for token in islice(cycle(tokens), number):
        asked = request("GET", "/api/v1/events?from=now", {"Authorization": token, "Accept": "text/event-stream"})
        _, stream = await loop.create_connection(lambda asked=asked: _Stream(asked), "127.0.0.1", port)  # type: ignore[misc]
        streams.append(stream)
        if len(streams) % 50 == 0:
            await asyncio.gather(*(each.begun.wait() for each in streams))
    await asyncio.gather(*(each.begun.wait() for each in streams))
    return streams


async def _spent(link: "asyncpg.Connection[asyncpg.Record]", server: Server) -> tuple[float, dict[int, float]]:
    backends: dict[int, float] = {}
    for application in _APPLICATIONS:
        backends |= await backend_seconds(link, application)
    return server.seconds(), backends


async def _idle(link: "asyncpg.Connection[asyncpg.Record]", server: Server) -> tuple[float, float]:
    """CPU of server and database, in thousandths of a core."""
    before = await _spent(link, server)
    await asyncio.sleep(_IDLE_SECONDS)
    after = await _spent(link, server)
    return (
        (after[0] - before[0]) / _IDLE_SECONDS * 1000,
        spent_between(before[1], after[1]) / _IDLE_SECONDS * 1000,
    )


async def _tell(
    link: "asyncpg.Connection[asyncpg.Record]",
    server: Server,
    crowd: Crowd,
    asked: bytes,
    streams: Sequence[_Stream],
) -> tuple[float, float, float, float]:
    """Milliseconds from the request until the median and the last of these streams was told; CPU milliseconds of
    server and database."""
    for stream in streams:
        stream.told.clear()
    before, began = await _spent(link, server), time.perf_counter()
    answer = await crowd.ask(asked)
    assert answer.status == 201, answer.body
    await asyncio.gather(*(stream.told.wait() for stream in streams))
    after = await _spent(link, server)
    took = sorted(stream.told_at - began for stream in streams)
    return (
        1000 * median(took),
        1000 * took[-1],
        1000 * (after[0] - before[0]),
        1000 * spent_between(before[1], after[1]),
    )


def _post(path: str, token: str, body: bytes) -> bytes:
    return request("POST", f"/api/v1{path}", {"Authorization": token, "Idempotency-Key": str(new_id())}, body)


async def _measure(number: int, folder: Path) -> None:
    postgres = EmbeddedPostgres(folder / "database")
    dsn = await postgres.start(lambda _: None)
    try:
        await migrate(dsn, lambda _: None)
        link = await asyncpg.connect(dsn)
        tokens = await _members(link, Keys.load(folder / "keys"), max(2, -(-number // _OF_A_MEMBER)))
        server = await start(SERVICE, dsn, folder)
        try:
            await _report(link, server, tokens, number)
        finally:
            stop([server])
            await link.close()
    finally:
        await postgres.stop()


async def _report(
    link: "asyncpg.Connection[asyncpg.Record]", server: Server, tokens: Sequence[str], number: int
) -> None:
    crowd = await Crowd.of(server.port, 1)
    process = b'{"slug": "%b", "name": "A", "visibility": "%b"}'
    for slug, visibility in ((b"open", b"open"), (b"closed", b"private")):
        await crowd.ask(_post("/communities", tokens[0], process % (slug, visibility)))
    (closed,) = [row["slug"] for row in await link.fetch("SELECT slug FROM community WHERE NOT open")]
    # The first few fill what every process fills once: prepared statements, code that was not run before.
    for stream in await _opened(server.port, tokens, 20):
        stream.close()
    print(f"{machine()}; {number:,} streams of {len(tokens):,} members, one process")
    empty, without = server.mebibytes()[0], await _idle(link, server)
    began = time.perf_counter()
    streams = await _opened(server.port, tokens, number)
    opening = time.perf_counter() - began
    full, with_them = server.mebibytes()[0], await _idle(link, server)
    print(f"memory: {empty:.0f} MiB without, {full:.0f} with: {(full - empty) * 1024 / number:.1f} KiB a stream")
    print(
        f"idle, in thousandths of a core, server and database: {without[0]:.1f} and {without[1]:.1f} without, "
        f"{with_them[0]:.1f} and {with_them[1]:.1f} with: {(sum(with_them) - sum(without)) * 1000 / number:.1f} "
        "millionths of a core a stream"
    )
    print(f"opened in {opening:.1f} s, {1000 * opening / number:.2f} ms each")
    of_all, of_one = [], []
    mine = streams[:: len(tokens)]
    body = b'{"title": "Slow", "statement": "Everything."}'
    for _ in range(_ROUNDS):
        await crowd.renew()
        of_all.append(await _tell(link, server, crowd, _post("/communities/open/problems", tokens[0], body), streams))
        of_one.append(await _tell(link, server, crowd, _post(f"/communities/{closed}/problems", tokens[0], body), mine))
    for whom, told in (("all", of_all), (f"the {len(mine)} of one member", of_one)):
        half, last, of_server, of_database = (median(each) for each in zip(*told, strict=True))
        print(
            f"one event told to {whom}: median {half:.0f} ms, the last {last:.0f} ms after the request was sent; CPU "
            f"{of_server:.0f} ms of the server, {of_database:.0f} of the database"
        )
    for stream in streams:
        stream.close()
    crowd.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(_measure(int(sys.argv[1]) if len(sys.argv) > 1 else STREAMS, Path(place)))
