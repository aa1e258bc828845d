"""Clients that take their time: raw sockets, a byte a second."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

DAWDLERS = 100
PATIENCE_SECONDS = 90.0
"""Beyond any limit of the service on a slow client: one that is still waited for by then is not limited."""
_SMALL = 4096


@asynccontextmanager
async def dawdling(port: int, first: bytes, byte: bytes) -> AsyncIterator[Callable[[], Awaitable[Counter[bytes]]]]:
    """A hundred connections that send `first`. Then they send `byte` each second and read what comes; without one they
    only read, a byte a second. Gives how to wait for the first lines of all answers (empty where it was cut off), of
    which `b"still waited for"` is that of one whom nobody stopped."""
    tasks = [asyncio.create_task(_dawdle(port, first, byte)) for _ in range(DAWDLERS)]

    async def answers() -> Counter[bytes]:
        await asyncio.wait(tasks, timeout=PATIENCE_SECONDS)
        return Counter(task.result() if task.done() else b"still waited for" for task in tasks)

    try:
        yield answers
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _dawdle(port: int, first: bytes, byte: bytes) -> bytes:
    loop, received = asyncio.get_running_loop(), b""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        connection.setblocking(False)
        await loop.sock_connect(connection, ("127.0.0.1", port))
        await loop.sock_sendall(connection, first)
        while not byte or b"\r\n" not in received:
            await asyncio.sleep(1)
            if byte:
                # What was answered already can still be read after the other side has closed.
                with suppress(OSError):
                    connection.send(byte)
            try:
                more = connection.recv(_SMALL if byte else 1)
            except BlockingIOError:
                continue
            except ConnectionError:
                break
            if not more:
                break
            received += more
    return received.partition(b"\r\n")[0]
