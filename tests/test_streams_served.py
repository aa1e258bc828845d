"""Streams of the program as it is served, in processes of its own: over connections, by several workers, to the end."""

import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from tests.listening import Parser
from tests.programs import program_serving, surroundings_of

EMAIL, PASSWORD = "ada@example.org", "a windmill in the evening"
GRACE_SECONDS = 600
"""Longer than anything here takes: what ends before was not cut off."""


@pytest.fixture(params=["1", "2"], ids=lambda workers: f"workers-{workers}")
def surroundings(tmp_path: Path, request: Any) -> dict[str, str]:
    given = surroundings_of(tmp_path / "var")
    return given | {
        "ALLIANCE_WORKERS": request.param,
        "ALLIANCE_BACKGROUND_WORKERS": "0",
        "ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL,
        "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD,
        "ALLIANCE_GRACEFUL_SECONDS": str(GRACE_SECONDS),
        "ALLIANCE_METRICS_PORT": str(int(given["ALLIANCE_PORT"]) + 1),
    }


class _Stream:
    """A stream over a connection of its own."""

    def __init__(self, port: int, authorization: str, query: str = "") -> None:
        self.link = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.link.sendall(
            f"GET /api/v1/events{query} HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n"
            f"Authorization: {authorization}\r\n\r\n".encode()
        )
        self.parser = Parser()
        self.kinds: list[str] = []
        self.head = b""
        while b"\r\n\r\n" not in self.head:
            self.head += self._more()
        self.head, _, self._rest = self.head.partition(b"\r\n\r\n")

    def until(self, kind: str) -> None:
        while kind not in self.kinds:
            self._take(self._more())

    def end(self) -> None:
        """Until the server closes the connection; the last chunk was sent."""
        while received := self.link.recv(65536):
            self._rest += received
        assert self._rest.endswith(b"0\r\n\r\n")
        self.link.close()

    def _more(self) -> bytes:
        received = self.link.recv(65536)
        assert received, "the connection ended"
        return received

    def _take(self, received: bytes) -> None:
        self._rest += received
        while found := re.match(rb"([0-9a-f]+)\r\n", self._rest):
            begin, size = found.end(), int(found[1], 16)
            if len(self._rest) < begin + size + 2:
                return
            told = self.parser.feed(self._rest[begin : begin + size])
            self.kinds += [each.event["kind"] for each in told]
            self._rest = self._rest[begin + size + 2 :]


def _signed_in(client: httpx.Client) -> str:
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    answer = client.post("/auth/token", data=form).raise_for_status().json()
    return f"Bearer {answer['access_token']}"


@contextmanager
def _served(surroundings: dict[str, str]) -> Iterator[tuple[Any, httpx.Client, int]]:
    port = int(surroundings["ALLIANCE_PORT"])
    with (
        program_serving(surroundings) as (program, _),
        httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=60) as client,
    ):
        yield program, client, port


def _counted(surroundings: dict[str, str], name: str) -> float:
    page = httpx.get(f"http://127.0.0.1:{surroundings['ALLIANCE_METRICS_PORT']}/metrics", timeout=60).text
    return sum(float(each) for each in re.findall(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE))


def test_all_are_told_whichever_worker_serves_them_and_sigterm_ends_them_within_its_time(
    surroundings: dict[str, str],
) -> None:
    with _served(surroundings) as (program, client, port):
        authorization = _signed_in(client)
        streams = [_Stream(port, authorization, "?from=now") for _ in range(12)]
        for stream in streams:
            assert stream.head.startswith(b"HTTP/1.1 200 ")
        made = client.post(
            "/communities", headers={"Authorization": authorization}, json={"slug": "network", "name": "Network"}
        )
        assert made.status_code == 201, made.text
        for stream in streams:
            stream.until("membership.begun")
        while _counted(surroundings, "alliance_event_streams") != len(streams):
            time.sleep(0.1)
        assert _counted(surroundings, 'alliance_requests_total{operation="list_events",status="200"}') == len(streams)
        assert _counted(surroundings, 'alliance_request_seconds_count{operation="list_events"}') == len(streams)
        program.send_signal(signal.SIGTERM)
        for stream in streams:
            stream.end()
        assert program.wait(120) == 0


def test_who_signs_out_at_one_worker_is_told_no_more_by_any(surroundings: dict[str, str]) -> None:
    with _served(surroundings) as (_, client, port):
        leaving, staying = _signed_in(client), _signed_in(client)
        ending = [_Stream(port, leaving) for _ in range(6)]
        going_on = [_Stream(port, staying) for _ in range(6)]
        client.post("/auth/revocation", data={"token": leaving.removeprefix("Bearer ")}).raise_for_status()
        for stream in ending:
            stream.end()
        body = orjson.dumps({"slug": "network", "name": "Network"})
        headers = {"Authorization": staying, "Content-Type": "application/json"}
        assert client.post("/communities", headers=headers, content=body).status_code == 201
        for stream in going_on:
            stream.until("membership.begun")
            stream.link.close()
