"""The command line: `python -m app …`. What goes wrong is said in a sentence; nothing prints a stack by itself."""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TypeVar

import typer
import uvloop
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape

from app.auth.keys import UnusableKeysError
from app.core.backups import BackupError
from app.core.database import Database
from app.core.embedded import EmbeddedError
from app.core.logging import configure_logging
from app.core.migrations import migrate
from app.core.opening import UnreachableError, opened
from app.core.revisions import MigrationError
from app.core.settings import LogFormat, Settings, SettingsError, load_settings
from app.doctor import examine
from app.domain.errors import Refusal
from app.imports.tally import CannotImportError
from app.serving import (
    CannotServeError,
    StoppedError,
    Stopping,
    beside,
    serve_here,
    serve_in_workers,
    serve_on,
    stop_signals,
    take_address,
)

if TYPE_CHECKING:
    from app.services.members import MadeAdministrator

cli = typer.Typer(
    name="alliance",
    help="Alliance: strategic communities solve, validate and keep valid what their organization needs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

imports = typer.Typer(help="Bring in what stands elsewhere; begun again, it goes on where it stopped.")
cli.add_typer(imports, name="import", no_args_is_help=True)

_SAYABLE: Final = (
    SettingsError,
    EmbeddedError,
    UnreachableError,
    MigrationError,
    CannotServeError,
    UnusableKeysError,
    CannotImportError,
    BackupError,
    Refusal,
)

_log = logging.getLogger("app")
Result = TypeVar("Result")


class Voice:
    """How a command speaks: lines for a person on standard output, log lines where a log is asked for as JSON."""

    def __init__(self, settings: Settings) -> None:
        configure_logging(settings.log_format, settings.log_level)
        self.logged = settings.log_format is LogFormat.json
        self._console = Console(highlight=False, soft_wrap=True)

    def say(self, words: str) -> None:
        if self.logged:
            _log.info(words)
        else:
            self._console.print(words, markup=False)

    def from_now_on_log(self) -> None:
        """What is said after the start is news of the day, with its time, among the other lines of the log."""
        self.logged = True


@cli.command()
def serve() -> None:
    """Serve, with a database of one's own or an embedded one; Ctrl-C stops everything."""
    settings = _settings()
    voice = Voice(settings)
    _run(_serve(settings, voice))


@cli.command("migrate")
def migrate_database() -> None:
    """Bring the database to the schema of this program."""
    settings = _settings()
    voice = Voice(settings)

    async def go() -> None:
        async with opened(settings, voice.say) as dsn:
            done = await migrate(dsn, voice.say)
            voice.say("The database is up to date." if not done else f"Done: {', '.join(done)}.")

    _run(go())


@cli.command("create-administrator")
def create_an_administrator(
    email: Annotated[str, typer.Argument(help="What they sign in with; nobody else has it.")],
    name: Annotated[str, typer.Option(help="Their name.")] = "Administrator",
) -> None:
    """Make one more administrator, with a password that is shown this once."""
    settings = _settings()
    voice = Voice(settings)
    from app.services.members import create_administrator

    async def go() -> list[str]:
        async with opened(settings, voice.say) as dsn:
            await migrate(dsn, voice.say)
            async with Database(dsn, pool_size=1) as database:
                return _signing_in(
                    await create_administrator(database, email=email, name=name, clock_offset=settings.clock_offset)
                )

    try:
        lines = _run(go())
    except ValidationError as error:
        raise typer.BadParameter(f"{email} is no e-mail address.") from error
    for line in lines:
        typer.echo(line)


@cli.command()
def backup(
    incremental: Annotated[bool, typer.Option(help="Only what changed since the backup before.")] = False,
    keep: Annotated[
        int | None, typer.Option(help="Then remove all but so many full backups and what rests on them.", min=1)
    ] = None,
) -> None:
    """Back up the embedded database and the keys, while it is served or not, into ALLIANCE_BACKUP_DIR."""
    from app.safekeeping import back_up

    settings = _settings()
    _run(back_up(settings, Voice(settings).say, incremental=incremental, keep=keep))


@cli.command()
def restore(
    to_time: Annotated[
        str | None, typer.Option(help="The moment to go back to, with its offset: 2026-11-24T16:30:00+01:00.")
    ] = None,
    trial: Annotated[bool, typer.Option(help="Only try whether it works; the service may go on meanwhile.")] = False,
) -> None:
    """Restore the embedded database from its backups, to the last change that was kept or to a moment."""
    from app.safekeeping import restore as restore_to

    settings = _settings()
    moment = None if to_time is None else _moment(to_time)
    _run(restore_to(settings, Voice(settings).say, to_time=moment, trial=trial))


@cli.command("begin-epoch")
def begin_epoch() -> None:
    """Make readers of the feed of events begin again; after a database of one's own was restored."""
    from app.safekeeping import start_epoch

    settings = _settings()
    _run(start_epoch(settings, Voice(settings).say))


_ADMINISTRATOR = typer.Option(
    help="The e-mail address of the administrator who makes components, sites and members; the first one otherwise."
)


@imports.command("endoflife")
def endoflife(
    archive: Annotated[Path, typer.Argument(help="The `products` folder of endoflife.date as .tar.gz.")],
    administrator: Annotated[str | None, _ADMINISTRATOR] = None,
) -> None:
    """Bring the products of endoflife.date into the catalogue, with their releases."""
    from app.importing import import_endoflife

    settings = _settings()
    _run(import_endoflife(settings, Voice(settings).say, archive, administrator))


@imports.command("jira")
def jira(
    file: Annotated[Path, typer.Argument(help="One ticket a line as a JSON object; gzipped or not.")],
    community: Annotated[str, typer.Option(help="The slug of the community that it becomes.")],
    policy: Annotated[Path, typer.Option(help="The community's validation policy, a JSON file.")],
    coordinator: Annotated[str, typer.Option(help="The e-mail address of its coordinator.")],
    administrator: Annotated[str | None, _ADMINISTRATOR] = None,
    examples: Annotated[int, typer.Option(help="Show so many validated solutions, with the words.", min=0)] = 0,
) -> None:
    """Bring a ticket system's record into a community of its own."""
    from app.importing import import_jira

    settings = _settings()
    _run(
        import_jira(
            settings,
            Voice(settings).say,
            file,
            community=community,
            policy=policy,
            coordinator=coordinator,
            administrator=administrator,
            shown_examples=examples,
        )
    )


@cli.command()
def openapi(
    output: Annotated[Path | None, typer.Option(help="Where to write it; standard output if not given.")] = None,
) -> None:
    """Print the OpenAPI document that the service serves."""
    from app.main import contract, create_app

    text = contract(create_app(_settings(), ""))
    if output is None:
        sys.stdout.buffer.write(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(text)


@cli.command()
def doctor() -> None:
    """Say what is wrong with settings, database, migrations, keys, clock or disk, and what to do about it."""
    settings = _settings()
    configure_logging(settings.log_format, settings.log_level)
    console = Console(highlight=False, soft_wrap=True)

    async def go() -> int:
        wrong = 0
        async for finding in examine(settings):
            well = finding.remedy is None
            wrong += not well
            mark = "[green]ok   [/green]" if well else "[red]wrong[/red]"
            console.print(f"{mark} {finding.about:<12} ", end="")
            console.print(finding.words if well else f"{finding.words} → {finding.remedy}", markup=False)
        return wrong

    if _run(go()):
        raise typer.Exit(1)


@cli.command()
def worker(
    kept: Annotated[
        bool, typer.Option(hidden=True, help="Started by `serve`: says nothing while all is well.")
    ] = False,
) -> None:
    """Do what is to be done beside requests; `serve` starts such a process by itself."""
    settings = _settings()
    voice = Voice(settings)
    _run(_work(settings, voice, (lambda _: None) if kept else voice.say))


@cli.command("server-process", hidden=True)
def server_process(descriptor: int, started: int) -> None:
    """One of the processes that `serve` keeps when ALLIANCE_WORKERS says more than one."""
    settings = _settings()
    configure_logging(settings.log_format, settings.log_level)
    if settings.dsn is None:
        raise typer.BadParameter("only `serve` starts server processes")
    _run(serve_on(settings, settings.dsn, descriptor, started))


async def _work(settings: Settings, voice: Voice, say: Callable[[str], None]) -> None:
    from app.worker import work

    with stop_signals() as stopping:
        database = opened(settings, say)
        with suppress(StoppedError):
            dsn = await stopping.interrupts(database.__aenter__())
            try:
                await stopping.interrupts(migrate(dsn, say))
                say("Working. Ctrl-C stops.")
                voice.from_now_on_log()
                await work(settings, dsn, stopping.told)
            finally:
                await database.__aexit__(None, None, None)


async def _serve(settings: Settings, voice: Voice) -> None:
    with stop_signals() as stopping:
        listener = take_address(settings)
        try:
            await _serve_on(settings, voice, stopping, listener)
        except StoppedError:
            voice.say("Stopped before it had started.")
        else:
            voice.say("Stopped.")
        finally:
            listener.close()


async def _serve_on(settings: Settings, voice: Voice, stopping: Stopping, listener: Any) -> None:
    first: MadeAdministrator | None = None

    def started() -> None:
        voice.say(f"\nReady: {settings.public_address}")
        voice.say(f"Documentation: {settings.public_address}/docs")
        if first is not None:
            for line in _signing_in(first):
                voice.say(line)
        kept = "Everything is" if settings.dsn is None else "The data is in your own PostgreSQL, the signing keys are"
        voice.say(f"{kept} kept in {settings.data_dir}. Ctrl-C stops.\n")
        voice.from_now_on_log()

    # Every view is made when the application is imported, which takes as long as the database takes to start.
    importing = asyncio.create_task(asyncio.to_thread(import_module, "app.main"))
    database = opened(settings, voice.say, alone=True)
    dsn = await stopping.interrupts(database.__aenter__())
    try:
        await stopping.interrupts(migrate(dsn, voice.say))
        first = await stopping.interrupts(_first_administrator(settings, dsn, voice))
        await importing
        serve_so = serve_here if settings.workers == 1 else serve_in_workers
        async with beside(settings, dsn, stopping) as begin:

            def ready() -> None:
                started()
                begin()

            await serve_so(settings, dsn, listener, stopping, ready)
    finally:
        await database.__aexit__(None, None, None)


async def _first_administrator(settings: Settings, dsn: str, voice: Voice) -> "MadeAdministrator | None":
    """Makes sure that somebody can sign in. A password is made only where a person reads what is said: a log is kept,
    and would keep it."""
    from app.services.members import any_administrator, create_first_administrator

    given = settings.administrator_password
    async with Database(dsn, pool_size=1) as database:
        if given is None and voice.logged and not await any_administrator(database):
            voice.say("Nobody can sign in yet: run `python -m app create-administrator E-MAIL`.")
            return None
        return await create_first_administrator(
            database,
            **({} if settings.administrator_email is None else {"email": settings.administrator_email}),
            password=None if given is None else given.get_secret_value(),
            clock_offset=settings.clock_offset,
        )


def _signing_in(made: "MadeAdministrator") -> list[str]:
    """How to sign in as an administrator who was made just now."""
    if made.password is None:
        return [f"Administrator: {made.email}, with the password that was given"]
    return [f"Administrator: {made.email}", f"Password:      {made.password}   (shown this once; kept only as a hash)"]


def _moment(given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as error:
        raise typer.BadParameter(f"{given} is no moment: write it as 2026-11-24T16:30:00+01:00.") from error
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{given} may mean many moments: add its offset, Z for UTC.")
    return moment


def _settings() -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        _fail(error)


def _run(task: Coroutine[Any, Any, Result]) -> Result:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(task)
    except _SAYABLE as error:
        _fail(error)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _fail(error: Exception) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]✗[/red] {escape(str(error))}")
    raise typer.Exit(1) from error
