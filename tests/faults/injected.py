"""What breaks. Each breaks one thing under the load of a scene, and returns once the service has healed, with the
seconds that this took from when what was broken was let go."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress

import httpx

from app.core.database import DRIVER_ERRORS
from tests.faults.program import signal_all
from tests.faults.scene import Scene
from tests.faults.slow import DAWDLERS, dawdling
from tests.faults.small_disk import fill
from tests.faults.verdict import written

Fault = Callable[[Scene], Awaitable[float]]
FROZEN_SECONDS = 10.0
_OTHERS = 40
_FULL_SECONDS = 15.0
_REFUSED_ENOUGH = 20


async def server_killed(scene: Scene) -> float:
    """The server process is killed when a change is committed whose answer has not left."""
    await _halted_with_unanswered(scene)
    await scene.program.kill()
    await scene.program.start()
    return await _healed(scene)


async def database_killed(scene: Scene) -> float:
    """All processes of PostgreSQL are killed."""
    signal_all(scene.program.database_processes(), signal.SIGKILL)
    return await _healed(scene)


async def backend_killed(scene: Scene) -> float:
    """One process of PostgreSQL that serves us is killed; it takes all others with it."""
    async with scene.program.link() as link:
        backends = await link.fetch(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'alliance' ORDER BY state = 'idle', random()"
        )
    os.kill(backends[0]["pid"], signal.SIGKILL)
    return await _healed(scene)


async def worker_killed(scene: Scene) -> float:
    """One of several server processes is killed."""
    before = scene.program.workers()
    os.kill(random.choice(before), signal.SIGKILL)
    while not set(scene.program.workers()) - set(before):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    return await _healed(scene)


async def workers_killed(scene: Scene) -> float:
    """All of them are killed: until one is back, the program that keeps them tells callers to wait."""
    signal_all(scene.program.workers(), signal.SIGKILL)
    answer = await scene.program.ready()
    assert answer is not None
    assert answer.status_code == 503
    assert answer.headers["retry-after"].isdigit()
    assert answer.json()["code"] == "unavailable"
    return await _healed(scene)


async def server_ended(scene: Scene) -> float:
    """SIGTERM in mid-flight: not ready first, while it serves; then no new connections; what is under way ends."""
    program, closed = scene.program, asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'{"body":'
        await closed.wait()
        yield b'"Under way."}'

    async with scene.client() as client, scene.client() as late:
        at = f"/problems/{random.choice(scene.crowd.problem_ids)}/comments"
        under_way = asyncio.create_task(client.post(at, content=body(), headers={"Content-Type": "application/json"}))
        await scene.crowd.acknowledged_more(5)
        program.send(signal.SIGTERM)
        while (answer := await program.ready()) is not None and answer.status_code == 200:
            pass
        assert answer is not None, "it is gone before it said that it is not ready"
        assert [check["name"] for check in answer.json()["checks"] if check["status"] != "well"] == ["serving"]
        served = await late.get("/me")
        assert served.status_code == 200, "it says that it is not ready, and serves"
        assert served.headers["connection"] == "close"
        while await program.ready() is not None:
            pass
        closed.set()
        assert (await under_way).status_code == 201, "what was under way ends"
    assert await program.ended() == 0
    await program.start()
    return await _healed(scene)


async def database_frozen(scene: Scene) -> float:
    """All processes of PostgreSQL are halted for ten seconds, as by a machine that is paused."""
    processes = scene.program.database_processes()
    signal_all(processes, signal.SIGSTOP)
    try:
        await asyncio.sleep(FROZEN_SECONDS / 2)
        answer = await scene.program.ready()
        assert answer is not None
        assert answer.status_code == 503
        await asyncio.sleep(FROZEN_SECONDS / 2)
    finally:
        signal_all(processes, signal.SIGCONT)
    return await _healed(scene)


async def pool_exhausted(scene: Scene) -> float:
    """A table is locked by another program, so that whoever asks keeps a connection: many more requests than there
    are connections, all refused in time, while it is still said to be ready."""
    async with scene.program.link() as link:
        async with link.transaction():
            await link.execute("LOCK TABLE problem IN ACCESS EXCLUSIVE MODE")
            async with scene.client() as client:
                asked = [_asked(scene, client) for _ in range(_OTHERS)]
                gathering = asyncio.gather(*asked)
                await asyncio.sleep(1)
                answer = await scene.program.ready()
                statuses = Counter(await gathering)
        assert answer is not None
        assert answer.status_code == 200, "a pool that is busy is no database that is away"
        assert set(statuses) == {503}, statuses
    return await _healed(scene)


async def slow_readers(scene: Scene) -> float:
    """A hundred clients ask for far more than the buffers between hold, and read a byte a second."""
    token, place = scene.tokens[0], "/api/v1/problems?limit=100"
    asked = f"GET {place} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    async with dawdling(scene.program.port, asked * 200, b""):
        await _no_transaction_waits(scene)
    return await _healed(scene)


async def slow_uploads(scene: Scene) -> float:
    """A hundred clients send a body at a byte a second; each is refused in time, and holds nothing of the database."""
    head = (
        "POST /api/v1/communities/network/problems HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {scene.tokens[0]}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    ).encode()
    async with dawdling(scene.program.port, head, b" ") as answers:
        await _no_transaction_waits(scene)
        assert await answers() == {b"HTTP/1.1 408 Request Timeout": DAWDLERS}
    return await _healed(scene)


async def slow_heads(scene: Scene) -> float:
    """A hundred clients that never end the head of their request; each is cut off in time."""
    async with dawdling(scene.program.port, b"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Long: ", b"x") as answers:
        await scene.crowd.acknowledged_more(20)
        assert await answers() == {b"": DAWDLERS}
    return await _healed(scene)


async def disk_full(scene: Scene) -> float:
    """The disk of the data folder is full: first for what is written, then for the log of what is written (WAL), which
    ends PostgreSQL, and it cannot start; after a while there is room again. For a scene on a disk of its own."""
    ballast = scene.program.folder.parent / "ballast"
    seen, loop = scene.crowd.seen, asyncio.get_running_loop()
    failed, until = _failed(seen.statuses), loop.time() + _FULL_SECONDS
    while loop.time() < until or _failed(seen.statuses) < failed + _REFUSED_ENOUGH:
        await asyncio.to_thread(fill, ballast)
        if _failed(seen.statuses) > failed:
            with suppress(*DRIVER_ERRORS):
                async with scene.program.link() as link:
                    await link.execute("SELECT pg_logical_emit_message(false, 'faults', repeat('x', 1 << 20))")
        await asyncio.sleep(0.2)
    assert "PANIC" in await asyncio.to_thread(scene.program.database_said), "the disk was never full enough"
    ballast.unlink()
    return await _healed(scene)


def _failed(statuses: Mapping[int, int]) -> int:
    """How often somebody was told of a failure, the right way or a wrong one, which the verdict tells apart."""
    return sum(times for status, times in statuses.items() if status >= 500)


async def _halted_with_unanswered(scene: Scene) -> None:
    """Halts the server when PostgreSQL has committed what a client, and where there are such one without keys too,
    still waits to hear of."""
    async with scene.program.link() as link:
        while True:
            scene.program.send(signal.SIGSTOP)
            await asyncio.sleep(0.05)  # for PostgreSQL to end what it was sent, and for us to hear what was answered
            crowds = [crowd for crowd in (scene.crowd, scene.careless) if crowd.busy]
            if all([await written(link, crowd.waiting) for crowd in crowds]):
                return
            scene.program.send(signal.SIGCONT)
            await asyncio.sleep(random.uniform(0.005, 0.05))


async def _healed(scene: Scene) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await scene.program.until_ready()
    await scene.crowd.acknowledged_more(10)
    return loop.time() - began


async def _asked(scene: Scene, client: httpx.AsyncClient) -> int:
    began = asyncio.get_running_loop().time()
    if random.random() < 0.5:
        answer = await client.get("/problems")
    else:
        at = f"/problems/{random.choice(scene.crowd.problem_ids)}/comments"
        answer = await client.post(at, json={"body": "Too many."})
    scene.crowd.seen.answer(answer, asyncio.get_running_loop().time() - began)
    return answer.status_code


async def _no_transaction_waits(scene: Scene) -> None:
    """While others go on working, none of our transactions was begun before they did much."""
    async with scene.program.link() as link:
        began = await link.fetchval("SELECT clock_timestamp()")
        await scene.crowd.acknowledged_more(40)
        waiting = await link.fetch(
            "SELECT state, query FROM pg_stat_activity WHERE application_name = 'alliance' AND xact_start < $1", began
        )
    assert not waiting, f"held for slow clients: {waiting}"
