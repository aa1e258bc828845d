"""What holds for every answer, before and after the framework: request id, security headers, HEAD, the one shape of
errors. Pure ASGI."""

import asyncio
import re
import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.extensions import EMPTY
from app.core.logging import asked_with, request_id
from app.domain.errors import TooLarge
from app.http.errors import cut_off_response, error_response, unexpected_response

_REQUEST_ID = b"x-request-id"
_PAGES = re.compile(r"/docs(/|$)")
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_API_POLICY = _CLOSED.encode()
_PAGE_POLICY = (
    _API_POLICY + b"; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
)
"""The interactive page sets styles of its elements as it draws them, and its pictures stand in its style sheet."""


_ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_OURS = frozenset({_REQUEST_ID, b"content-security-policy", *(name for name, _ in _ALWAYS)})
_VARY = b"Authorization, Origin"


def _with_ours(given: Iterable[tuple[bytes, bytes]], identity: str, policy: bytes) -> list[tuple[bytes, bytes]]:
    """An answer's headers with those that every answer has; written down at once rather than set one by one, which
    would look through all of them each time."""
    headers: list[tuple[bytes, bytes]] = []
    vary, cached = _VARY, False
    for name, value in given:
        if name == b"vary":
            vary = value + b", " + vary
        elif name not in _OURS:
            headers.append((name, value))
            cached = cached or name == b"cache-control"
    headers += _ALWAYS
    headers += [
        (_REQUEST_ID, identity.encode()),
        (b"content-security-policy", policy),
        (b"vary", vary),
    ]
    if not cached:
        headers.append((b"cache-control", b"no-store"))
    return headers


class Envelope:
    """The outermost part of the application below CORS. `bodied` answers requests that bring a body."""

    def __init__(self, app: ASGIApp, bodied: ASGIApp, max_body_bytes: int, receive_seconds: float) -> None:
        self.app = app
        self.bodied = bodied
        self.max_body_bytes = max_body_bytes
        self.receive_seconds = receive_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        identity = secrets.token_hex(16)
        request_id.set(identity)
        asked_with.set(scope["headers"])
        path: str = scope["path"]
        head = scope["method"] == "HEAD"
        policy = _PAGE_POLICY if path.startswith("/docs") and _PAGES.match(path) else _API_POLICY
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": _with_ours(message["headers"], identity, policy)}
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        length = _length_of_body(scope["headers"])
        if length is not None and length > self.max_body_bytes:
            refusal = TooLarge(f"The body is larger than {self.max_body_bytes} bytes, the most this service takes.")
            await error_response(refusal, path, {"Connection": "close"})(scope, receive, send_with_headers)
            return
        app = self.app
        if length != 0:
            app, receive = self.bodied, _in_time(receive, self.receive_seconds)
        try:
            await app(_as_get(scope) if head else scope, receive, send_with_headers)
        except asyncio.CancelledError:
            if not started:
                await cut_off_response(scope["method"], path)(scope, receive, send_with_headers)
            raise
        except Exception as error:
            if started:
                raise
            await unexpected_response(path, error)(scope, receive, send_with_headers)


def _as_get(scope: Scope) -> Scope:
    return {**scope, "method": "GET", "extensions": {**(scope.get("extensions") or {}), EMPTY: {}}}


class BrowsersOnly(CORSMiddleware):
    """Cross-origin resource sharing (Fetch standard) for requests that name their origin; others it leaves alone,
    which are told by `Vary` that an origin would make a difference."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and any(name == b"origin" for name, _ in scope["headers"]):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """What stands below has named the origin in `Vary` already; the framework would name it once more."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(self.simple_headers)
            if self.is_allowed_origin(origin := request_headers["Origin"]):
                headers["Access-Control-Allow-Origin"] = origin
        await send(message)


def _length_of_body(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """0 where none comes; None where it is not said."""
    length: int | None = 0
    for name, value in headers:
        if name == b"transfer-encoding":
            return None
        if name == b"content-length":
            length = int(value) if value.isdigit() else None
    return length


def _in_time(receive: Receive, seconds: float) -> Receive:
    """A body that has arrived when so many seconds are over; a server without limit would wait for one byte a minute.
    Nothing of the database is held meanwhile."""
    due: float | None = asyncio.get_running_loop().time() + seconds

    async def receive_in_time() -> Message:
        nonlocal due
        try:
            async with asyncio.timeout_at(due):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, headers={"Connection": "close"}) from error
        if not message.get("more_body"):
            due = None
        return message

    return receive_in_time
