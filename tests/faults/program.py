"""The program on a folder and a port of its own, and everything that can be done to its processes."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import httpx

from app.core.cluster import Places
from app.core.embedded import running
from tests.programs import surroundings_of

_PATIENCE_SECONDS = 120.0
_TRIES = 20


class Program:
    """`python -m app serve`, with what it says in a file beside its folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.surroundings = {**surroundings_of(folder), "ALLIANCE_LOG_FORMAT": "json", **settings}
        self.address = f"http://127.0.0.1:{self.surroundings['ALLIANCE_PORT']}"
        self.log = folder.with_name(f"{folder.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return int(self.surroundings["ALLIANCE_PORT"])

    @property
    def process_id(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Until it is ready. Whoever keeps a program running starts it again where its port is not free yet."""
        for _ in range(_TRIES):
            self._begin()
            if await self._until_ready():
                return
            await asyncio.sleep(0.5)
        raise AssertionError(f"the program did not start:\n{self.said()}")

    async def ready(self) -> httpx.Response | None:
        """What `/health/ready` answers, on a connection of its own; None where nobody answers."""
        try:
            async with httpx.AsyncClient(timeout=10) as client:
                return await client.get(f"{self.address}/health/ready")
        except httpx.TransportError:
            return None

    async def until_ready(self) -> float:
        """Seconds until it is ready again by itself."""
        began = time.monotonic()
        while time.monotonic() - began < _PATIENCE_SECONDS:
            answer = await self.ready()
            if answer is not None and answer.status_code == 200:
                return time.monotonic() - began
            await asyncio.sleep(0.05)
        raise AssertionError(f"the service did not heal:\n{self.said()}")

    def send(self, what: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process_id, what)

    async def ended(self) -> int:
        """The exit status, once it has ended."""
        assert self._process is not None
        return await asyncio.wait_for(asyncio.to_thread(self._process.wait), _PATIENCE_SECONDS)

    async def kill(self) -> None:
        """As `kill -9` does, and again where it was halted before."""
        self.send(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.send(signal.SIGCONT)
            self.send(signal.SIGINT)
            await self.ended()

    def workers(self) -> list[int]:
        """The server processes, where there are several."""
        return [pid for pid in _below(self.process_id) if b"\0server-process\0" in _command(pid)]

    def background_workers(self) -> list[int]:
        """Those who do what is to be done beside requests."""
        return [pid for pid in _below(self.process_id) if b"\0worker\0" in _command(pid)]

    def database_processes(self) -> list[int]:
        """PostgreSQL's, the postmaster first."""
        try:
            postmaster = int(Places(self.folder).pid_file.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return []
        return [postmaster, *_below(postmaster)]

    def dsn(self) -> str:
        dsn = running(self.folder)
        assert dsn is not None, "the program does not run"
        return dsn

    @asynccontextmanager
    async def link(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A way to its database beside it."""
        link = await asyncpg.connect(self.dsn(), server_settings={"application_name": "faults"})
        try:
            yield link
        finally:
            link.terminate()

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-4000:]

    def database_said(self) -> str:
        """The log of its PostgreSQL."""
        logs = sorted(Places(self.folder).logs.glob("*.log"))
        return "".join(log.read_text(errors="replace") for log in logs)

    def defects(self) -> list[str]:
        """Lines of its log that tell of a defect: an exception that nobody expected."""
        return [line for line in self.log.read_text(errors="replace").splitlines() if '"exception"' in line]

    def _begin(self) -> None:
        with self.log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve"], env=self.surroundings, stdout=said, stderr=said
            )

    async def _until_ready(self) -> bool:
        assert self._process is not None
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            answer = await self.ready()
            if answer is not None and answer.status_code == 200:
                return True
            await asyncio.sleep(0.1)
        return False


def signal_all(processes: Iterable[int], what: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, what)


def _below(process: int) -> list[int]:
    """The children of a process."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(pid) for pid, parent in pairs if int(parent) == process]


def _command(process: int) -> bytes:
    return subprocess.run(
        ["ps", "-o", "command=", "-p", str(process)], capture_output=True, check=False
    ).stdout.replace(b" ", b"\0")
