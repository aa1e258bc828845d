"""The import commands: who acts, what is shown on the way, and what is told at the end."""

import tarfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.core.database import Database
from app.core.migrations import migrate
from app.core.opening import opened
from app.core.settings import Settings
from app.core.text import normal_email
from app.domain.process import ValidationPolicy
from app.imports.endoflife import read_products
from app.imports.endoflife_import import import_products
from app.imports.jira_duplicates import read_duplicates
from app.imports.jira_estate import Asked
from app.imports.jira_import import JiraImport, import_tickets
from app.imports.outcome import Example, examples
from app.imports.tally import CannotImportError, Tally
from app.queries.outcome import first_administrator, person_with, standing

Say = Callable[[str], None]

_LOCK_SECONDS: Final = 60.0
"""How long a batch waits for another import's, or for somebody who changes the community."""
_STATEMENT_SECONDS: Final = 120.0
_SHOWN_REFUSALS: Final = 100
_PLAIN_EVERY_SECONDS: Final = 5.0


async def import_endoflife(settings: Settings, say: Say, archive: Path, administrator: str | None) -> None:
    """The catalogue gets what the archive has and it lacks."""
    try:
        with tarfile.open(archive, mode="r|gz") as entries:
            total = sum(entry.isreg() and entry.name.endswith(".md") for entry in entries)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise CannotImportError(f"{archive} cannot be read as a gzipped tar archive: {error}") from error
    async with _database(settings, say) as database:
        administrator_id = await _administrator(database, administrator)
        with _shown(say, "entries", total) as listener:
            tally = await import_products(
                database, read_products(archive), administrator_id, listener, clock_offset=settings.clock_offset
            )
        _tell(say, tally, listener.seconds)


async def import_jira(
    settings: Settings,
    say: Say,
    file: Path,
    *,
    community: str,
    policy: Path,
    coordinator: str,
    administrator: str | None,
    shown_examples: int,
) -> None:
    """The community gets what the file has and it lacks."""
    rules = _policy(policy)
    try:
        duplicates = read_duplicates(file)
    except (OSError, EOFError) as error:
        raise CannotImportError(f"{file} cannot be read: {error}") from error
    async with _database(settings, say) as database:
        asked = Asked(
            coordinator_id=await _person(database, coordinator),
            administrator_id=await _administrator(database, administrator),
            slug=community,
        )
        given = JiraImport(file, duplicates, asked, rules)
        with _shown(say, "lines", duplicates.lines) as listener:
            tally = await import_tickets(database, given, listener, clock_offset=settings.clock_offset)
        _tell(say, tally, listener.seconds)
        for what, counted in (await standing(database, community)).items():
            _table(say, f"In {community}: {what}", counted)
        if shown_examples:
            for example in await examples(database, file, community, most=shown_examples):
                _show(say, example)


@asynccontextmanager
async def _database(settings: Settings, say: Say) -> AsyncIterator[Database]:
    async with opened(settings, say) as dsn:
        await migrate(dsn, say)
        async with Database(
            dsn,
            pool_size=2,
            lock_timeout_seconds=_LOCK_SECONDS,
            statement_timeout_seconds=_STATEMENT_SECONDS,
            application_name="alliance import",
        ) as database:
            yield database


async def _administrator(database: Database, email: str | None) -> UUID:
    """Who makes sites, components and members: the one named, else the one who has been there the longest."""
    if email is not None:
        return await _person(database, email)
    found = await first_administrator(database)
    if found is None:
        raise CannotImportError(
            "There is no active administrator, for whom sites, components and members would be made: make one with "
            "`python -m app create-administrator`."
        )
    return found


async def _person(database: Database, email: str) -> UUID:
    found = await person_with(database, normal_email(email))
    if found is None:
        raise CannotImportError(f"There is no active person with the e-mail address {email}.")
    return found


def _policy(path: Path) -> ValidationPolicy:
    try:
        return ValidationPolicy.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CannotImportError(f"The policy {path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CannotImportError(
            f"{path} holds no validation policy: {where} {first['msg']}.".replace("  ", " ")
        ) from error


class _Listener:
    """Shows how far an import is: a bar on a terminal, a line now and then elsewhere."""

    def __init__(self, say: Say, unit: str, total: int, progress: Progress | None) -> None:
        self._say, self._unit, self._total, self._progress = say, unit, total, progress
        self._task: TaskID | None = None if progress is None else progress.add_task("", total=total, rate="")
        self._began = self._told = time.monotonic()
        self._refused = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def advanced(self, done: int, tally: Tally) -> None:
        rate = f"{tally.rows / max(self.seconds, 0.001):,.0f} rows/s"
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, rate=rate)
        elif time.monotonic() - self._told >= _PLAIN_EVERY_SECONDS or done == self._total:
            self._told = time.monotonic()
            left = self.seconds / done * (self._total - done) if done else 0.0
            self._say(f"{done:,} of {self._total:,} {self._unit}, {rate}, {left:.0f} s left")

    def refused(self, place: str, reason: str) -> None:
        self._refused += 1
        if self._refused <= _SHOWN_REFUSALS:
            self._say(f"{place} {reason}")
        elif self._refused == _SHOWN_REFUSALS + 1:
            self._say("More are left out than are told of one by one; they are counted.")


@contextmanager
def _shown(say: Say, unit: str, total: int) -> Iterator[_Listener]:
    console = Console()
    if not console.is_terminal:
        yield _Listener(say, unit, total, None)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=console) as progress:
        yield _Listener(lambda words: progress.console.print(words, markup=False), unit, total, progress)


def _tell(say: Say, tally: Tally, seconds: float) -> None:
    _table(say, "Made", tally.made)
    _table(say, "There already", tally.there)
    _table(say, "Left out", tally.left_out)
    say(f"\n{tally.rows:,} rows in {seconds:.1f} s: {tally.rows / max(seconds, 0.001):,.0f} rows a second.")


def _table(say: Say, title: str, counted: Mapping[str, int]) -> None:
    if counted:
        say(f"\n{title}")
        for what, count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            say(f"  {count:>9,}  {what}")


def _show(say: Say, example: Example) -> None:
    say(f"\n{example.key} ({example.problem}): {example.title}")
    for author, phrase, configuration in example.confirmations:
        say(f"  {author}: “{phrase}” in {configuration}")
