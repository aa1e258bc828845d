"""Clients on raw sockets, each with one request under way at a time.

The generators that one can install send one request over and over, or read it from a file: here each change has its
own idempotency key, each caller an own token, and the next request of a server depends on which server it is. What
these clients cost is measured nowhere: only the servers' processes are.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

Ask = Callable[[], bytes]


@dataclass(slots=True)
class Segment:
    """What came of asking for a second or two."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        return len(self.latencies)


def request(
    method: str, path: str, headers: dict[str, str], body: bytes | None = None, *, kind: str = "application/json"
) -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body is not None:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


@dataclass(slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        for line in self.head.split(b"\r\n"):
            given, _, value = line.partition(b":")
            if given.lower() == name.lower().encode():
                return value.strip().decode()
        return None


class Client(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._heard: Callable[[Answer], None] = lambda _: None
        self.lost: Callable[[], None] = lambda: None
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self.open = True

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.open = False
        self.lost()

    def send(self, asked: bytes, heard: Callable[[Answer], None]) -> None:
        assert self._transport is not None
        self._heard = heard
        self._transport.write(asked)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._buffer[:end].lower()
        place = head.find(b"content-length:")
        length = 0 if place < 0 else int(head[place + 15 :].split(b"\r\n", 1)[0])
        whole = end + 4 + length
        if len(self._buffer) < whole:
            return
        answer = Answer(int(self._buffer[9:12]), self._buffer[:end], self._buffer[end + 4 : whole])
        self._buffer = self._buffer[whole:]
        self._heard(answer)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Crowd:
    """So many clients of one server."""

    def __init__(self, port: int, size: int) -> None:
        self._port, self._size = port, size
        self._clients: list[Client] = []

    @classmethod
    async def of(cls, port: int, size: int) -> "Crowd":
        crowd = cls(port, size)
        await crowd.gather()
        return crowd

    async def gather(self) -> None:
        """Opens what is not open: a server closes what is idle for seconds, while the others have their turns."""
        loop = asyncio.get_running_loop()
        self._clients = [client for client in self._clients if client.open]
        while len(self._clients) < self._size:
            self._clients.append((await loop.create_connection(Client, "127.0.0.1", self._port))[1])

    async def renew(self) -> None:
        """New connections throughout, none of which is about to be closed for having been idle."""
        self.close()
        self._clients = []
        await self.gather()

    async def drive(self, ask: Ask, seconds: float = math.inf, *, requests: float = math.inf) -> Segment:
        """Every client asks, and asks again when it is answered, for so long or until so many are answered; those
        under way are waited for. The connections are fresh: see `renew`."""
        segment, began = Segment(), time.perf_counter()
        until = began + seconds
        done = asyncio.get_running_loop().create_future()
        asking = len(self._clients)

        def one(client: Client) -> None:
            sent = time.perf_counter()

            def heard(answer: Answer) -> None:
                nonlocal asking
                now = time.perf_counter()
                segment.latencies.append(now - sent)
                segment.statuses[answer.status] += 1
                if now < until and len(segment.latencies) + asking <= requests:
                    one(client)
                    return
                asking -= 1
                client.lost = lambda: None  # idle from here on, while the slowest are waited for
                if not asking:
                    done.set_result(None)

            client.send(ask(), heard)

        def lost() -> None:
            if not done.done():
                done.set_exception(ConnectionError("the server closed a connection"))

        for client in self._clients:
            client.lost = lost
            one(client)
        await done
        segment.seconds = time.perf_counter() - began
        return segment

    async def ask(self, asked: bytes) -> Answer:
        """One answer, for what is looked at rather than measured."""
        await self.gather()
        heard: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._clients[0].send(asked, heard.set_result)
        return await heard

    def close(self) -> None:
        for client in self._clients:
            client.lost = lambda: None
            client.close()


def over_and_over(asked: list[bytes]) -> Ask:
    """The requests of a list, round and round."""

    def forever() -> Iterator[bytes]:
        while True:
            yield from asked

    return forever().__next__
