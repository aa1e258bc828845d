"""A connection as the program serves it: what uvicorn lacks."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from app.connections import patient_for
from app.core.extensions import CUT_OFF

OFFERS = (
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAA\r\n"
)
"""What Java's client sends with the first request of each connection that is not encrypted."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Of a server that answers each request with what came of it."""
    protocol = patient_for(5, asyncio.Event())
    server = uvicorn.Server(uvicorn.Config(_echo, port=0, http=protocol, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


UNREAD = 32 * 1024 * 1024
"""More than the kernel keeps for who does not read."""


async def _cut_off(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"." * UNREAD, "more_body": True})
    scope["extensions"][CUT_OFF]()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _echo(scope: Any, receive: Any, send: Any) -> None:
    if scope["path"] == "/cut-off":
        await _cut_off(scope, receive, send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    said = b"[%b %b %b]" % (scope["method"].encode(), scope["path"].encode(), body)
    length = str(len(said)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    await send({"type": "http.response.body", "body": said})


def told(port: int, *parts: bytes, answers: int) -> list[str]:
    """What the server tells of requests that arrive in these parts."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        seen = b""
        for part in parts:
            link.sendall(part)
        while seen.count(b"]") < answers:
            more = link.recv(4096)
            assert more, seen
            seen += more
    return re.findall(r"\[([^]]*)\]", seen.decode())


def request(method: bytes, path: bytes, body: bytes = b"", *, offers: bool = True, chunked: bool = False) -> bytes:
    framing, sent = b"", body
    if chunked:
        framing = b"Transfer-Encoding: chunked\r\n"
        sent = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:3], body[3:])) + b"0\r\n\r\n"
    elif body:
        framing = b"Content-Length: %d\r\n" % len(body)
    return b"%b %b HTTP/1.1\r\nHost: here\r\n%b%b\r\n%b" % (method, path, OFFERS if offers else b"", framing, sent)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_request_that_offers_another_protocol_is_answered_by_its_body(port: int, chunked: bool) -> None:
    whole = request(b"POST", b"/first", b"body of it", chunked=chunked)
    assert told(port, whole, answers=1) == ["POST /first body of it"]


@pytest.mark.parametrize("chunked", [False, True])
def test_wherever_it_is_parted(port: int, chunked: bool) -> None:
    whole = request(b"POST", b"/first", b"body", chunked=chunked) + request(b"GET", b"/second", offers=False)
    for place in range(1, len(whole), 7):
        assert told(port, whole[:place], whole[place:], answers=2) == ["POST /first body", "GET /second "], place


def test_the_connection_goes_on_after_it(port: int) -> None:
    requests = (
        request(b"GET", b"/one"),
        request(b"POST", b"/two", b"2", offers=False),
        request(b"PUT", b"/three", b"3"),
        request(b"DELETE", b"/four"),
        request(b"PATCH", b"/five", b"five", chunked=True),
        request(b"GET", b"/six", offers=False),
    )
    expected = ["GET /one ", "POST /two 2", "PUT /three 3", "DELETE /four ", "PATCH /five five", "GET /six "]
    assert told(port, *requests, answers=6) == expected
    assert told(port, b"".join(requests), answers=6) == expected


def test_many_of_them_at_once_are_answered_in_turn(port: int) -> None:
    many = b"".join(request(b"POST", b"/%d" % number, b"body") for number in range(300))
    assert told(port, many, answers=300) == [f"POST /{number} body" for number in range(300)]


def test_a_request_that_offers_nothing_is_answered_as_ever(port: int) -> None:
    whole = request(b"POST", b"/plain", b"body", offers=False) + request(b"GET", b"/next", offers=False)
    assert told(port, whole, answers=2) == ["POST /plain body", "GET /next "]


def test_a_client_that_is_cut_off_gets_no_more_of_what_it_has_not_read(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
        link.sendall(request(b"GET", b"/cut-off", offers=False))
        # The first bytes come before the end: nothing is read until the server has cut it off.
        assert link.recv(1, socket.MSG_PEEK) == b"H"
        told(port, request(b"GET", b"/other", offers=False), answers=1)
        read = 0
        with suppress(ConnectionResetError):
            while received := link.recv(1 << 20):
                read += len(received)
    assert read < UNREAD
