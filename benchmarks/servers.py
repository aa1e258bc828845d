"""The servers that are measured side by side, each a process of its own on one PostgreSQL."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.core.settings import variable
from benchmarks.asking import ADDRESS
from benchmarks.clocks import family, process_seconds, resident_mebibytes
from benchmarks.load import Crowd, request

SERVICE, TWIN, FLOOR, RECORDING, USUAL, SMALLER = "service", "twin", "floor", "floor_recording", "usual", "smaller"
SERVERS = (SERVICE, TWIN, FLOOR, RECORDING, USUAL, SMALLER)
"""The service, the same again, the floor, the floor with events and keys, the usual way, and the service on the record
of a hundred thousand problems beside a larger one."""
_SERVICES = (SERVICE, TWIN, SMALLER)
_PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Server:
    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    started_in: float = 0.0
    """Seconds from start to first answer."""

    @property
    def place(self) -> int:
        """Which part of what can be changed is its own."""
        return SERVERS.index(self.name)

    @property
    def application(self) -> str:
        """How its connections call themselves in PostgreSQL."""
        return "alliance" if self.name in _SERVICES else self.name

    def seconds(self) -> float:
        """CPU of all its processes so far."""
        return sum(map(process_seconds, family(self.process.pid)))

    def mebibytes(self) -> list[float]:
        """Resident memory of each of its processes."""
        return list(map(resident_mebibytes, family(self.process.pid)))


async def start(
    name: str, dsn: str | None, data_dir: Path, *, workers: int = 1, patience_seconds: float = _PATIENCE_SECONDS
) -> Server:
    """Starts a server and waits for its first answer. Without `dsn` the service brings its own database."""
    began, port = time.monotonic(), _free_port()
    server = Server(name, port, _begin(name, port, dsn, data_dir, workers))
    try:
        await _first_answer(port, server.process, patience_seconds)
    except BaseException:
        stop([server])
        raise
    server.started_in = time.monotonic() - began
    return server


def surroundings(**settings: str) -> dict[str, str]:
    """Environment variables with these settings, and no other."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("ALLIANCE_")}
    return around | {variable(name): value for name, value in settings.items()}


def _begin(name: str, port: int, dsn: str | None, data_dir: Path, workers: int) -> "subprocess.Popen[bytes]":
    environment = surroundings()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a start is warm where modules were compiled by the one before
    if name in _SERVICES:
        command = ["-m", "app", "serve"]
        environment |= {
            variable("port"): str(port),
            variable("data_dir"): str(data_dir),
            variable("public_url"): ADDRESS,
            variable("workers"): str(workers),
        }
        if dsn is not None:
            environment[variable("database_url")] = dsn
    else:
        module, _, more = name.partition("_")
        command = ["-m", f"benchmarks.{module}", str(dsn), str(port), str(data_dir / "keys"), more]
    return subprocess.Popen([sys.executable, *command], env=environment, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def _first_answer(port: int, process: "subprocess.Popen[bytes]", patience_seconds: float) -> None:
    until = time.monotonic() + patience_seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            crowd = await Crowd.of(port, 1)
        except OSError:
            await asyncio.sleep(0.01)
            continue
        await crowd.ask(request("GET", "/health/live", {}))
        crowd.close()
        return
    raise RuntimeError("a server did not start; what it said stands above")


def stop(servers: Iterable[Server]) -> None:
    for server in servers:
        server.process.terminate()
    for server in servers:
        server.process.wait(30)
