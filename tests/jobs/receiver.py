"""Somebody else's server, that answers as it is told to: by the letter, slowly, without an end, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import orjson


@dataclass(frozen=True)
class Received:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        return orjson.loads(self.body)


Answer: TypeAlias = Callable[[Received, asyncio.StreamWriter], Awaitable[None]]


def answering(status: int = 204, body: bytes = b"", **headers: str) -> Answer:
    async def answer(_: Received, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()

    return answer


async def never(_: Received, __: asyncio.StreamWriter) -> None:
    """Says nothing, and keeps the connection."""
    await asyncio.Event().wait()


async def cut(_: Received, __: asyncio.StreamWriter) -> None:
    """Ends the connection without a word."""


def endless(status: int) -> Answer:
    """The head of an answer, and a body that does not end."""

    async def answer(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status} Said\r\nContent-Type: text/plain\r\n\r\n".encode())
        with suppress(ConnectionError):
            while True:
                writer.write(b"more " * 1000)
                await writer.drain()

    return answer


@dataclass
class Receiver:
    url: str
    received: list[Received] = field(default_factory=list)
    answer: Answer = field(default_factory=answering)

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.received]

    @property
    def kinds(self) -> list[str]:
        return [each.said["type"] for each in self.received]


@asynccontextmanager
async def receiving(host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    """On a port of its own. Named `localhost` in its address, which has an address more than is listened on."""
    receiver = Receiver("")
    busy: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        busy.add(task)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, path, _ = head[0].split(" ")
                headers = {
                    name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                received = Received(method, path, headers, body)
                receiver.received.append(received)
                await receiver.answer(received, writer)
        except asyncio.CancelledError:
            pass
        finally:
            busy.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, host, 0)
    receiver.url = f"http://localhost:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield receiver
    finally:
        server.close()
        for task in list(busy):
            task.cancel()
        if busy:
            await asyncio.wait(busy)
        await server.wait_closed()
