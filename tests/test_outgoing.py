"""The one way out: to the outside only, whatever an address is dressed up as; by one resolution; within limits."""

import asyncio
import gzip
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.core.networks import Network, may_be_reached
from app.core.outgoing import InsideAddressError, Limits, Said, TooMuchError, TooSlowError, open_client, post
from tests.jobs.receiver import Received, answering, endless, never, receiving

pytestmark = pytest.mark.anyio

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def _addresses(section: str) -> list[str]:
    text = Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8")
    lines = text.partition(f"\n{section}\n")[2].partition("\n\n")[0].splitlines()
    return [word for line in lines for word in line.partition("  #")[0].split()]


@pytest.mark.parametrize("address", _addresses("outside"))
async def test_what_lies_outside_may_be_reached(address: str) -> None:
    assert may_be_reached(ip_address(address))


@pytest.mark.parametrize("address", _addresses("inside"))
async def test_what_lies_inside_may_not(address: str) -> None:
    assert not may_be_reached(ip_address(address))


@pytest.mark.parametrize(
    ("address", "network", "reached"),
    [
        ("10.20.3.4", "10.20.0.0/16", True),
        ("10.21.3.4", "10.20.0.0/16", False),
        ("::ffff:10.20.3.4", "10.20.0.0/16", True),
        ("64:ff9b::10.20.3.4", "10.20.0.0/16", True),
        ("fd12:3456::1", "fd12:3456::/32", True),
        ("fd13::1", "fd12:3456::/32", False),
        ("127.0.0.1", "::/0", False),
    ],
)
async def test_what_a_setting_allows_may(address: str, network: str, reached: bool) -> None:
    assert may_be_reached(ip_address(address), [ip_network(network)]) is reached


@pytest.mark.parametrize("host", _addresses("hosts"))
async def test_no_request_leaves_for_the_inside_however_it_is_named(host: str) -> None:
    async with receiving("0.0.0.0") as receiver:
        port = receiver.url.rpartition(":")[2].partition("/")[0]
        async with open_client((), Limits(seconds=5), "Alliance") as client:
            with pytest.raises((httpx.TransportError, httpx.InvalidURL)) as refused:
                await client.post(f"http://{host}:{port}/hook", content=b"x")
        assert receiver.received == []
    unreadable = isinstance(refused.value, httpx.InvalidURL) or "not known" in str(refused.value)
    assert isinstance(refused.value, InsideAddressError) or unreadable


async def test_a_name_is_resolved_once_and_what_was_looked_at_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means something outside when it is looked at, and something inside when it is asked again."""
    asked: list[str] = []

    async def changing(host: str, port: int, **_: Any) -> Any:
        asked.append(host)
        found = "203.0.114.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    async with receiving() as receiver:
        port = receiver.url.rpartition(":")[2]
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", changing, raising=False)
        async with open_client((), Limits(seconds=0.3), "Alliance") as client:
            with pytest.raises(httpx.TransportError):
                await client.get(f"http://rebinding.example:{port}")
        assert asked == ["rebinding.example"]
        assert receiver.received == []


async def test_of_several_addresses_only_those_outside_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    async def mixed(_: str, port: int, **__: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("127.0.0.1", "10.0.0.1")]

    async with receiving() as receiver:
        port = receiver.url.rpartition(":")[2]
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", mixed, raising=False)
        async with open_client([ip_network("10.0.0.0/30")], Limits(seconds=0.3), "Alliance") as client:
            with pytest.raises(httpx.TransportError) as failed:
                await client.get(f"http://mixed.example:{port}")
        assert not isinstance(failed.value, InsideAddressError)
        assert receiver.received == []


async def test_nothing_is_redirected(client: httpx.AsyncClient) -> None:
    async with receiving() as receiver, receiving() as elsewhere:
        receiver.answer = answering(307, Location=elsewhere.url)
        said = await _post(client, receiver.url)
        assert said.status == 307
        assert elsewhere.received == []


async def test_no_variable_of_the_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiving() as receiver, receiving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        async with open_client(LOOPBACK, Limits(), "Alliance") as client:
            assert (await _post(client, receiver.url)).status == 204
        assert proxy.received == []


async def test_who_says_nothing_has_so_much_time_and_no_more() -> None:
    async with receiving() as receiver, open_client(LOOPBACK, Limits(seconds=0.2), "Alliance") as client:
        receiver.answer = never
        with pytest.raises((TooSlowError, httpx.TimeoutException)):
            await client.get(receiver.url)


async def test_who_trickles_has_no_more_time_than_who_says_nothing() -> None:
    async def trickles(_: Received, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 Said\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with receiving() as receiver, open_client(LOOPBACK, Limits(seconds=0.3), "Alliance") as client:
        receiver.answer = trickles
        with pytest.raises(TooSlowError):
            await client.get(receiver.url)


async def test_an_answer_without_an_end_is_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    async with receiving() as receiver:
        receiver.answer = endless(200)
        with pytest.raises(TooMuchError):
            await client.get(receiver.url)
        said = await _post(client, receiver.url)
        assert (said.status, said.beginning) == (200, (b"more " * 1000)[:4000])


async def test_a_little_is_never_unpacked_into_a_lot(client: httpx.AsyncClient) -> None:
    packed = gzip.compress(b"0" * 10_000_000)
    async with receiving() as receiver:
        receiver.answer = answering(200, packed, Content_Encoding="gzip")
        answer = await client.get(receiver.url)
        assert answer.content == packed
        assert receiver.received[0].headers["accept-encoding"] == "identity"


async def test_the_certificate_and_the_host_are_those_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is connected to by an address; the server is asked, and known, by its name."""
    key, certificate = _certificate(tmp_path, "localhost")
    named: list[str | None] = []
    async with _served_with(key, certificate, named.append) as port:
        async with open_client(LOOPBACK, Limits(), "Alliance") as client:
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
                await client.get(f"https://localhost:{port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        async with open_client(LOOPBACK, Limits(), "Alliance") as client:
            answer = await client.get(f"https://localhost:{port}")
            assert answer.text == f"localhost:{port}"
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
                await client.get(f"https://127.0.0.1:{port}")
    assert named[:2] == ["localhost", "localhost"]


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A key, and a certificate for a name that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    files = folder / "key.pem", folder / "certificate.pem"
    files[0].write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    files[1].write_bytes(certificate.public_bytes(encoding))
    return files


@asynccontextmanager
async def _served_with(key: Path, certificate: Path, note: Callable[[str | None], None]) -> AsyncIterator[int]:
    """Answers each request with the host that it names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def noted(_: Any, name: str | None, __: Any) -> None:
        note(name)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        host = head.partition("\r\nhost: ")[2].partition("\r\n")[0]
        writer.write(f"HTTP/1.1 200 Said\r\nConnection: close\r\n\r\n{host}".encode())
        writer.close()

    context.sni_callback = noted
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _post(client: httpx.AsyncClient, url: str) -> Said:
    return await post(client, url, b"{}", {"Content-Type": "application/json"}, 4000)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    allowed: tuple[Network, ...] = LOOPBACK
    async with open_client(allowed, Limits(seconds=5, body_bytes=100_000), "Alliance") as client:
        yield client
