"""Serving requests until told to stop: in this process, or in several that share one listening socket."""

import asyncio
import gc
import logging
import os
import resource
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import uvicorn

from app.connections import patient_for
from app.core.embedded import child_command
from app.core.settings import Settings, variable

log = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS: Final = 0.1
_LONGEST_PAUSE_SECONDS: Final = 30.0
_HEALTHY_AFTER_SECONDS: Final = 60.0
_OPEN_FILES: Final = 65_536
_AFTER_THE_SERVER_SECONDS: Final = 1.0
"""For so long a server that has just started has the machine to itself."""
_COUNTERS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where each of several processes counts for itself; prometheus_client knows it by this name."""

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

Result = TypeVar("Result")


class CannotServeError(Exception):
    """The program cannot serve; one sentence says why."""


class StoppedError(Exception):
    """Told to stop before the work was done."""


class Stopping:
    """Whether the program was told to stop (Ctrl-C, SIGTERM), by which signal, and whether twice, which is
    impatient."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.impatient = asyncio.Event()
        self.by = signal.SIGTERM

    def tell(self, by: signal.Signals) -> None:
        if self.told.is_set():
            self.impatient.set()
        else:
            self.by = by
            self.told.set()

    async def announced(self, seconds: float) -> None:
        """Until those who send requests here have had time to see that it is not ready: a service manager's SIGTERM
        is waited for, a person's Ctrl-C is not."""
        if self.by is signal.SIGTERM:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.impatient.wait(), seconds)

    async def interrupts(self, work: Awaitable[Result]) -> Result:
        """The work's result; when told to stop first, the work is cancelled and StoppedError raised."""
        task = asyncio.ensure_future(work)
        told = asyncio.ensure_future(self.told.wait())
        await asyncio.wait({task, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            raise StoppedError
        return await task


@contextmanager
def stop_signals() -> Iterator[Stopping]:
    """Turns the signals that end a program into something to wait for, so that everything ends in its order."""
    stopping = Stopping()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.tell, each)
    try:
        yield stopping
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)


def take_address(settings: Settings) -> socket.socket:
    """Takes the address before anything else is started, so that a port in use is said at once. Nobody listens yet:
    until there is somebody to answer, who connects is refused rather than kept waiting."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotServeError(f"{variable('host')} is wrong: {settings.host} is no address here.") from error
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError as error:
        taken.close()
        raise _in_use(settings, error) from error
    taken.setblocking(False)
    return taken


def _in_use(settings: Settings, error: OSError) -> CannotServeError:
    return CannotServeError(
        f"Nothing can listen on {settings.host}:{settings.port} ({error.strerror}): stop what does, or set "
        f"{variable('port')} to another port."
    )


async def serve_here(
    settings: Settings, dsn: str, listener: socket.socket, stopping: Stopping, on_started: Callable[[], None]
) -> None:
    """Answers requests in this process until told to stop: first it says that it is not ready, then it takes no new
    connections, and those under way are given their time to end."""
    _allow_many_connections()
    server = _Server(settings, dsn, on_started)
    watching = asyncio.create_task(server.obey(stopping))
    # A worker's counters are added up by the program that keeps it.
    counted = None if _COUNTERS in os.environ else server.counted
    try:
        async with _exposed(settings, dsn, counted):
            await server.serve(sockets=[listener])
    except SystemExit as error:
        raise CannotServeError("The application did not start; the log says why.") from error
    except OSError as error:
        # Two programs can bind one address while neither listens.
        raise _in_use(settings, error) from error
    finally:
        watching.cancel()


async def serve_in_workers(
    settings: Settings, dsn: str, listener: socket.socket, stopping: Stopping, on_started: Callable[[], None]
) -> None:
    """Keeps as many worker processes answering as the settings say, until told to stop. It has started when the first
    of them says that it has; from then on, whenever none of them is there, this process says so to who asks."""
    there = _There()
    with tempfile.TemporaryDirectory(prefix="alliance-metrics-") as counters:
        counted = _counted_together(settings, counters)
        async with _exposed(settings, dsn, counted), asyncio.TaskGroup() as workers:
            for _ in range(settings.workers):
                workers.create_task(_keep_one(settings, dsn, listener.fileno(), there, stopping, counters))
            with suppress(StoppedError):
                await stopping.interrupts(there.somebody.wait())
                on_started()
                while True:
                    await stopping.interrupts(there.nobody.wait())
                    await _stand_in(settings, listener, there, stopping)
            # Each worker has the socket too. Once they have closed it, who connects is refused, not kept waiting.
            listener.close()


class _There:
    """Which workers answer."""

    def __init__(self) -> None:
        self.somebody, self.nobody = asyncio.Event(), asyncio.Event()
        self._who: set[int] = set()
        self.nobody.set()

    def comes(self, process_id: int) -> None:
        self._who.add(process_id)
        self._tell()

    def goes(self, process_id: int) -> None:
        self._who.discard(process_id)
        self._tell()

    def _tell(self) -> None:
        told, other = (self.somebody, self.nobody) if self._who else (self.nobody, self.somebody)
        told.set()
        other.clear()


async def _stand_in(settings: Settings, listener: socket.socket, there: _There, stopping: Stopping) -> None:
    """Answers 503 in the place of the workers until one of them is there: the address stays taken, and who connects
    would be kept waiting. Each connection ends with its answer, so that its client comes back to a worker."""
    from app.http.standing_in import standing_in

    log.warning("no worker is there: until one has started, all are told to wait")
    closing = asyncio.Event()
    closing.set()
    server = _Quiet(
        uvicorn.Config(
            standing_in(settings),
            lifespan="off",
            http=patient_for(settings.receive_seconds, closing),
            ws="none",
            log_config=None,
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener.dup()]))
    try:
        await stopping.interrupts(there.somebody.wait())
    finally:
        server.should_exit = True
        await serving


async def serve_on(settings: Settings, dsn: str, descriptor: int, started: int) -> None:
    """One of several server processes, on the socket that it inherited, with the pipe by which it says that it has
    started."""
    with stop_signals() as stopping:
        await serve_here(settings, dsn, socket.socket(fileno=descriptor), stopping, lambda: _say_started(started))


def _say_started(pipe: int) -> None:
    os.write(pipe, b".")
    os.close(pipe)


@asynccontextmanager
async def _exposed(settings: Settings, dsn: str, counted: "CollectorRegistry | None") -> AsyncIterator[None]:
    """What was counted is answered to Prometheus while the block runs, if it is to be."""
    if counted is None:
        yield
        return
    from app.http.metrics_page import MetricsPage, exposed

    assert settings.metrics_port is not None
    try:
        listener = socket.create_server((settings.metrics_host, settings.metrics_port))
    except OSError as error:
        raise CannotServeError(
            f"Nothing can listen on {settings.metrics_host}:{settings.metrics_port} ({error.strerror}): set "
            f"{variable('metrics_port')} to another port."
        ) from error
    with listener:
        async with exposed(MetricsPage(dsn, settings, counted), listener):
            yield


def _counted_together(settings: Settings, folder: str) -> "CollectorRegistry | None":
    if settings.metrics_port is None:
        return None
    from app.http.metrics_page import shared

    return shared(Path(folder))


def _forget(settings: Settings, folder: str, process_id: int) -> None:
    if settings.metrics_port is not None:
        from app.http.metrics_page import forget_process

        forget_process(Path(folder), process_id)


def _allow_many_connections() -> None:
    """Each open stream is an open file, of which shells give a thousand unless a program asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _Quiet(uvicorn.Server):
    """uvicorn without its own handling of signals: the program stops its parts in its own order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Server(_Quiet):
    """The application."""

    def __init__(self, settings: Settings, dsn: str, on_started: Callable[[], None]) -> None:
        # Every view and contract is made when this is imported: the program speaks before that takes its second.
        from app.main import create_app

        self._app = create_app(settings, dsn)
        self._drain_seconds = settings.drain_seconds
        self._leaving = asyncio.Event()
        super().__init__(
            uvicorn.Config(
                self._app,
                lifespan="on",
                http=patient_for(settings.receive_seconds, self._leaving),
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=settings.graceful_seconds,
            )
        )
        self._on_started = on_started

    @property
    def counted(self) -> "CollectorRegistry | None":
        return None if self._app.metrics is None else self._app.metrics.registry

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # What was made so far stays for good: no collection of garbage need walk through it.
            gc.freeze()
            self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Streams end with no answer of their own; those who read them come back elsewhere.
        self._app.state.house.hub.leave()
        await super().shutdown(sockets)

    async def obey(self, stopping: Stopping) -> None:
        await stopping.told.wait()
        if self.started:
            self._leaving.set()
            self._app.state.house.readiness.leave()
            await stopping.announced(self._drain_seconds)
        self.should_exit = True
        await stopping.impatient.wait()
        self.force_exit = True


@asynccontextmanager
async def beside(settings: Settings, dsn: str, stopping: Stopping) -> AsyncIterator[Callable[[], None]]:
    """Keeps as many background workers as the settings say while the block runs, from when what is yielded is called:
    whoever waits for the server need not wait for them."""
    wanted = asyncio.Event()
    kept = [
        asyncio.create_task(_keep_background(settings, dsn, wanted, stopping))
        for _ in range(settings.background_workers)
    ]
    try:
        yield wanted.set
    finally:
        if not stopping.told.is_set():
            for each in kept:
                each.cancel()
        await asyncio.gather(*kept, return_exceptions=True)


async def _keep_background(settings: Settings, dsn: str, wanted: asyncio.Event, stopping: Stopping) -> None:
    with suppress(StoppedError):
        await stopping.interrupts(wanted.wait())
        await stopping.interrupts(asyncio.sleep(_AFTER_THE_SERVER_SECONDS))

    @asynccontextmanager
    async def started() -> AsyncIterator[asyncio.subprocess.Process]:
        yield await _child(settings, dsn, "worker", "--kept")

    await _keep(started, stopping, settings.graceful_seconds + 10)


async def _keep_one(
    settings: Settings, dsn: str, descriptor: int, there: _There, stopping: Stopping, counters: str
) -> None:
    @asynccontextmanager
    async def started() -> AsyncIterator[asyncio.subprocess.Process]:
        heard, said = os.pipe()
        try:
            counting = {} if settings.metrics_port is None else {_COUNTERS: counters}
            process = await _child(
                settings, dsn, "server-process", str(descriptor), str(said), passing=(descriptor, said), **counting
            )
        finally:
            os.close(said)
        with _listening(heard, process.pid, there):
            yield process
        _forget(settings, counters, process.pid)

    await _keep(started, stopping, settings.drain_seconds + settings.graceful_seconds + 5)


async def _child(
    settings: Settings, dsn: str, *command: str, passing: Sequence[int] = (), **more: str
) -> asyncio.subprocess.Process:
    """This program once more, with another command, on the same database and folder."""
    return await asyncio.create_subprocess_exec(
        *child_command(),
        *(sys.executable, "-m", "app", *command),
        env={**os.environ, variable("database_url"): dsn, variable("data_dir"): str(settings.data_dir), **more},
        pass_fds=passing,
        start_new_session=True,
    )


async def _keep(
    started: Callable[[], AbstractAsyncContextManager[asyncio.subprocess.Process]],
    stopping: Stopping,
    patience_seconds: float,
) -> None:
    """Keeps one process running until told to stop: started again whenever it ends, after pauses that grow while it
    does not stay."""
    pause = _FIRST_PAUSE_SECONDS
    while not stopping.told.is_set():
        began = time.monotonic()
        async with started() as process:
            try:
                await stopping.interrupts(process.wait())
            except StoppedError:
                with suppress(ProcessLookupError):
                    process.send_signal(stopping.by)
                await _ended(process, stopping, patience_seconds)
                return
            except asyncio.CancelledError:
                with suppress(ProcessLookupError):
                    process.kill()
                raise
        pause = _FIRST_PAUSE_SECONDS if time.monotonic() - began > _HEALTHY_AFTER_SECONDS else pause
        with suppress(StoppedError):
            await stopping.interrupts(asyncio.sleep(pause))
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


@contextmanager
def _listening(heard: int, process_id: int, there: _There) -> Iterator[None]:
    """While the block runs the process is there, from when it says so."""
    loop = asyncio.get_running_loop()

    def hear() -> None:
        loop.remove_reader(heard)
        if os.read(heard, 1):
            there.comes(process_id)

    loop.add_reader(heard, hear)
    try:
        yield
    finally:
        loop.remove_reader(heard)
        os.close(heard)
        there.goes(process_id)


async def _ended(process: asyncio.subprocess.Process, stopping: Stopping, within_seconds: float) -> None:
    impatient = asyncio.ensure_future(stopping.impatient.wait())
    gone = asyncio.ensure_future(process.wait())
    await asyncio.wait({gone, impatient}, timeout=within_seconds, return_when=asyncio.FIRST_COMPLETED)
    impatient.cancel()
    if not gone.done():
        process.kill()
    await gone
