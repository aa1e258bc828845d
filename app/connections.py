"""One client's connection to this process: uvicorn's, with limits that it lacks."""

import asyncio
import sys
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.core.extensions import CUT_OFF


def patient_for(head_seconds: float, leaving: asyncio.Event) -> type[HttpToolsProtocol]:
    """The protocol of a server: a connection whose next request has begun and whose head is not there after
    `head_seconds` is closed, and so is one that is opened and says nothing. (An idle one between two requests is
    uvicorn's to close.) Whoever would rather speak another protocol (Java's client offers HTTP/2 with the first
    request of each connection) is answered in this one, by what was sent: RFC 9110, 7.8. From `leaving` on each
    connection ends with its answer, so that its client comes back by a new one, to whoever is ready. What is answered
    can cut its client off (`CUT_OFF`)."""

    class PatientProtocol(HttpToolsProtocol):
        _due: asyncio.TimerHandle | None = None
        _answering: RequestResponseCycle | None = None
        _received: bytes = b""
        _rest: bytes = b""
        _framing: bytes | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._await_head()

        def data_received(self, data: bytes) -> None:
            self._received = data
            super().data_received(data)
            while self._rest:
                self._received, self._rest = self._rest, b""
                super().data_received(self._received)
            if self._due is None and self._idle() and self.timeout_keep_alive_task is None:
                self._await_head()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self.scope["extensions"] = {CUT_OFF: self.transport.abort}  # type: ignore[dict-item]

        def on_headers_complete(self) -> None:
            self._head_is_there()
            if self.parser.should_upgrade():
                self._framing = _framing_of(self.headers)
            super().on_headers_complete()
            if leaving.is_set():
                self.cycle.keep_alive = False

        def on_message_complete(self) -> None:
            # The parser takes a request that offers another protocol to end with its head.
            if self._framing is None:
                super().on_message_complete()

        def _unsupported_upgrade_warning(self) -> None:
            """Goes on after such a head: with its body, where it has one, and with the requests after it."""
            begun = sys.exception()
            assert isinstance(begun, httptools.HttpParserUpgrade)
            self._rest = self._received[begun.args[0] :]
            framing, self._framing = self._framing, None
            self.parser = httptools.HttpRequestParser(self if framing is None else _Rest(self))
            self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn's own
            if framing is not None:
                self.parser.feed_data(b"POST / HTTP/1.1\r\n%b\r\n" % framing)

        def connection_lost(self, exc: Exception | None) -> None:
            self._head_is_there()
            super().connection_lost(exc)
            # Of several requests sent at once uvicorn tells the last alone, and the one being answered fails.
            if self._answering is not None:
                self._answering.disconnected = True
                self._answering.message_event.set()
            self.pipeline.clear()

        def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
            self._answering = cycle
            super()._start_asgi_task(cycle, app)

        def _idle(self) -> bool:
            return self.cycle is None or self.cycle.response_complete

        def _await_head(self) -> None:
            self._due = self.loop.call_later(head_seconds, self._close_if_idle)

        def _head_is_there(self) -> None:
            if self._due is not None:
                self._due.cancel()
                self._due = None

        def _close_if_idle(self) -> None:
            self._due = None
            if self._idle() and not self.transport.is_closing():
                self.transport.close()

    return PatientProtocol


class _Rest:
    """What a second parser tells of a message whose head a first one has told of: its body, and all that follows."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._protocol = protocol
        self._begun = False
        self.on_body = protocol.on_body

    def on_message_begin(self) -> None:
        if self._begun:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if self._begun:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._begun:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._begun:
            self._protocol.on_headers_complete()
        self._begun = True

    def on_message_complete(self) -> None:
        self._protocol.on_message_complete()


def _framing_of(headers: list[tuple[bytes, bytes]]) -> bytes | None:
    """The lines that say how long a body is (RFC 9112, 6.3), which the parser has found to be well; None where there
    is none."""
    lines = [
        b"%b: %b\r\n" % (name, value) for name, value in headers if name in (b"content-length", b"transfer-encoding")
    ]
    return b"".join(lines) or None
