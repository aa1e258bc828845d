"""HTTP to addresses that members name: to the outside only, by one way, within limits.

A name is resolved once, what it stands for is looked at, and that very address is connected to, so that a name that
changes its meaning in between changes nothing; the certificate and `Host` are still those of the name. Nothing is
redirected, no proxy and no variable of the environment is heeded, and an answer has its time and its size.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final, cast

import httpcore
import httpx

from app.core.networks import Network, may_be_reached

_MOST_CONNECTIONS: Final = 100
_IDLE_SECONDS: Final = 5.0
_CHUNK_BYTES: Final = 16 * 1024


class OutgoingError(httpx.TransportError):
    """What was asked is not sent, or what is answered is not read to its end. The message names no address."""


class InsideAddressError(OutgoingError):
    """The host's address lies inside, or there is no network that it may be reached by."""


class TooSlowError(OutgoingError):
    """The time for the whole answer is over."""


class TooMuchError(OutgoingError):
    """The answer is larger than it may be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one answer: seconds from the request's beginning to the answer's end, and bytes of its body."""

    seconds: float = 15.0
    body_bytes: int = 4 * 1024 * 1024


def open_client(allowed: Sequence[Network], limits: Limits, user_agent: str) -> httpx.AsyncClient:
    """A client that is guarded so. Close it."""
    return httpx.AsyncClient(
        transport=_Guarded(allowed, limits),
        headers={"User-Agent": user_agent, "Accept-Encoding": "identity"},
        timeout=limits.seconds,
        follow_redirects=False,
        trust_env=False,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered: its status, headers, and the beginning of its body."""

    status: int
    headers: httpx.Headers
    beginning: bytes
    milliseconds: int


async def post(client: httpx.AsyncClient, url: str, content: bytes, headers: dict[str, str], beginning: int) -> Said:
    """Sends it, and reads no more of the answer than its beginning of so many bytes: the status is what counts, and a
    body that does not end holds nobody up.

    Raises httpx.TransportError, of which OutgoingError is one, httpx.InvalidURL and httpx.UnsupportedProtocol."""
    began = time.monotonic()
    async with client.stream("POST", url, content=content, headers=headers) as answer:
        read = b""
        try:
            async with aclosing(cast("AsyncGenerator[bytes, None]", answer.aiter_raw(_CHUNK_BYTES))) as chunks:
                async for chunk in chunks:
                    read += chunk
                    if len(read) >= beginning:
                        break
        except httpx.TransportError:
            pass
        milliseconds = round((time.monotonic() - began) * 1000)
        return Said(answer.status_code, answer.headers, read[:beginning], milliseconds)


class _Guarded(httpx.AsyncHTTPTransport):
    def __init__(self, allowed: Sequence[Network], limits: Limits) -> None:
        trusted = httpx.create_ssl_context(trust_env=False)
        trusted.load_default_certs(ssl.Purpose.SERVER_AUTH)  # an organization's own authorities are the system's
        super().__init__(verify=trusted, trust_env=False)
        # The transport takes no network of one's own, but for this.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusted,
            max_connections=_MOST_CONNECTIONS,
            max_keepalive_connections=_MOST_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=_Outside(allowed),
        )
        self._limits = limits

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        until = asyncio.get_running_loop().time() + self._limits.seconds
        try:
            async with asyncio.timeout_at(until):
                answer = await super().handle_async_request(request)
        except TimeoutError as error:
            raise TooSlowError("there was no answer in time", request=request) from error
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        answer.headers.pop("Content-Encoding", None)  # nothing is unpacked: a little can become a lot
        answer.stream = _Bounded(answer.stream, until, self._limits.body_bytes)
        return answer


class _Bounded(httpx.AsyncByteStream):
    """An answer's body, as far as it may go."""

    def __init__(self, stream: httpx.AsyncByteStream, until: float, left: int) -> None:
        self._stream, self._until, self._left = stream, until, left

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = aiter(self._stream)
        while True:
            try:
                async with asyncio.timeout_at(self._until):
                    part = await anext(parts, None)
            except TimeoutError as error:
                raise TooSlowError("the answer did not end in time") from error
            if part is None:
                return
            self._left -= len(part)
            if self._left < 0:
                raise TooMuchError("the answer is too large")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Outside(httpcore.AsyncNetworkBackend):
    """Connects to what may be reached, and to nothing else."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        self._allowed = allowed
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._addresses(host, port)
        if not addresses:
            raise InsideAddressError("the host's address lies inside the networks that nothing is sent to")
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError:
                continue
        return await self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def _addresses(self, host: str, port: int) -> list[str]:
        """Those that may be reached, in the resolver's order."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("the host's name is not known") from error
        addresses = dict.fromkeys(str(each[4][0]) for each in found)
        return [each for each in addresses if may_be_reached(ip_address(each), self._allowed)]

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise InsideAddressError("nothing is sent to a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)
