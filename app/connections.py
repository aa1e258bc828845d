"""One client's connection to this process: uvicorn's, with limits that it lacks."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle


def patient_for(head_seconds: float, leaving: asyncio.Event) -> type[HttpToolsProtocol]:
    """The protocol of a server: a connection whose next request has begun and whose head is not there after
    `head_seconds` is closed, and so is one that is opened and says nothing. (An idle one between two requests is
    uvicorn's to close.) From `leaving` on each connection ends with its answer, so that its client comes back by a new
    one, to whoever is ready."""

    class PatientProtocol(HttpToolsProtocol):
        _due: asyncio.TimerHandle | None = None
        _answering: RequestResponseCycle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._await_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._due is None and self._idle() and self.timeout_keep_alive_task is None:
                self._await_head()

        def on_headers_complete(self) -> None:
            self._head_is_there()
            super().on_headers_complete()
            if leaving.is_set():
                self.cycle.keep_alive = False

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
