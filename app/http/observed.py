"""Counts and names what passes: for metrics and traces. Pure ASGI, and in the way only where either is asked for."""

from time import perf_counter

from opentelemetry import trace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.database import is_unavailable
from app.core.logging import request_id
from app.core.metrics import Metrics
from app.http.accepting import STREAM


class Observed:
    """Within the envelope, so that a request has its id, and around all that routes: whoever finds the route of a
    request writes it into its scope."""

    def __init__(self, app: ASGIApp, metrics: Metrics | None) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, streams = 500, False

        async def noting(message: Message) -> None:
            nonlocal status, streams
            if message["type"] == "http.response.start":
                status = message["status"]
                streams = (b"content-type", STREAM) in message["headers"]
                if streams:
                    # It has been answered; how long it is read says nothing of how fast that was.
                    self._count(scope, status, began)
                # Its span ends with the last byte, before this does.
                _name_span(scope)
            await send(message)

        began = perf_counter()
        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            status = 503 if is_unavailable(error) else 500
            _name_span(scope)
            raise
        finally:
            if not streams:
                self._count(scope, status, began)

    def _count(self, scope: Scope, status: int, began: float) -> None:
        if self._metrics is not None:
            self._metrics.count(_operation(scope), status, perf_counter() - began)


def _operation(scope: Scope) -> str:
    route = scope.get("route")
    return getattr(route, "operation_id", None) or getattr(route, "name", None) or "none"


def _name_span(scope: Scope) -> None:
    span = trace.get_current_span()
    if not span.is_recording():
        return
    path = getattr(scope.get("route"), "path", None)
    if path is not None:
        span.update_name(f"{scope['method']} {path}")
        span.set_attribute("http.route", path)
    span.set_attributes({"alliance.operation": _operation(scope), "alliance.request_id": request_id.get()})
