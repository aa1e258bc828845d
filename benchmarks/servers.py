"""The servers that are measured side by side, each a process of its own on one PostgreSQL."""

import asyncio
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.core.settings import variable
from benchmarks.load import Crowd, request
from benchmarks.operations import ADDRESS

SERVICE, TWIN, FLOOR, USUAL = "service", "twin", "floor", "usual"
SERVERS = (SERVICE, TWIN, FLOOR, USUAL)
_FIRST_PORT = 9_101
_PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Server:
    name: str
    place: int
    process: "subprocess.Popen[bytes]"
    started_in: float
    """Seconds from start to first answer."""

    @property
    def port(self) -> int:
        return _FIRST_PORT + self.place

    @property
    def application(self) -> str:
        """How its connections call themselves in PostgreSQL."""
        return "alliance" if self.name in (SERVICE, TWIN) else self.name


async def start(name: str, dsn: str | None, data_dir: Path) -> Server:
    """Starts a server and waits for its first answer. Without `dsn` the service brings its own database."""
    began = time.monotonic()
    server = Server(name, SERVERS.index(name), _begin(name, dsn, data_dir), 0.0)
    try:
        await _first_answer(server.port, server.process)
    except BaseException:
        stop(server)
        raise
    server.started_in = time.monotonic() - began
    return server


def _begin(name: str, dsn: str | None, data_dir: Path) -> "subprocess.Popen[bytes]":
    port = _FIRST_PORT + SERVERS.index(name)
    environment = {each: value for each, value in os.environ.items() if not each.startswith("ALLIANCE_")}
    if name in (SERVICE, TWIN):
        command = ["-m", "app", "serve"]
        environment[variable("port")] = str(port)
        environment[variable("data_dir")] = str(data_dir)
        environment[variable("public_url")] = ADDRESS
        if dsn is not None:
            environment[variable("database_url")] = dsn
    else:
        command = ["-m", f"benchmarks.{name}", str(dsn), str(port)]
        environment["USUAL_KEYS"] = str(data_dir / "keys")
    return subprocess.Popen([sys.executable, *command], env=environment, stdout=subprocess.DEVNULL)


async def _first_answer(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
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


def stop(server: Server) -> None:
    server.process.terminate()
    server.process.wait(30)
