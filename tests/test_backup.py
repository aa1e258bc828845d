"""Backup and restore: what was committed before the moment is there, to the last column, and nothing after it."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import asyncpg
import httpx
import pytest

from app.core.backups import BackupError, Backups, Kind
from app.core.cluster import Places
from app.core.embedded import EmbeddedError, EmbeddedPostgres, running
from app.core.restoring import Restoring
from app.events.epoch import begin_epoch, ensure_epoch
from app.http.requests import PREFIX
from tests.programs import program_serving, surroundings_of

EMAIL, PASSWORD = "ada@example.org", "correct horse battery staple"


def test_a_drill_written_backed_up_destroyed_and_restored_to_a_moment(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    surroundings = surroundings_of(folder) | {
        "ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL,
        "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD,
        # What follows from a change would be noted when it is done, before or after the moment.
        "ALLIANCE_BACKGROUND_WORKERS": "0",
    }
    with program_serving(surroundings), _signed_in(surroundings) as ada:
        _made(ada, "/communities", {"slug": "network", "name": "Network"})
        _post(ada, "before any backup")
        _run(surroundings, "backup")
        _post(ada, "in the incremental one")
        _run(surroundings, "backup", "--incremental")
        _post(ada, "in the log alone")
        cursor = ada.get("/events", params={"from": "now"}).json()["next_cursor"]
        kept = asyncio.run(_everything(folder))
        moment = asyncio.run(_asked(folder, "SELECT clock_timestamp()"))
        _post(ada, "the mistake", key="once")
    shutil.rmtree(Places(folder).cluster)
    shutil.rmtree(folder / "keys")
    _run(surroundings, "restore", "--to-time", moment.isoformat())
    with program_serving(surroundings):
        restored = asyncio.run(_everything(folder))
        assert restored.pop("installation") != kept.pop("installation"), "a new epoch"
        assert restored == kept
        with _signed_in(surroundings) as ada:
            stale = ada.get("/events", params={"cursor": cursor})
            assert (stale.status_code, stale.json()["code"]) == (422, "cursor_mismatch")
            assert ada.get("/problems/network-4").status_code == 404
            again = _post(ada, "the mistake", key="once")
            assert again["key"] == "network-4", "its key was given back with it"
        _run(surroundings, "backup")


@pytest.fixture(scope="module")
def kept() -> Iterator[Path]:
    """A data folder with three notes: one in a full backup, one in an incremental one, one in the log alone."""
    around = Path(mkdtemp())
    folder = around / "var"

    async def make() -> None:
        backups = Backups(folder / "backups")
        server = EmbeddedPostgres(folder, durable=False, archived=backups.archive)
        dsn = await server.start(_quiet)
        await _execute(dsn, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('full')")
        await backups.make(folder, dsn, incremental=False)
        await _execute(dsn, "INSERT INTO note VALUES ('incremental')")
        await backups.make(folder, dsn, incremental=True)
        await _execute(dsn, "INSERT INTO note VALUES ('log')")
        await server.stop()

    asyncio.run(make())
    yield folder
    shutil.rmtree(around)


@pytest.fixture
def destroyed(kept: Path, tmp_path: Path) -> Path:
    """A data folder of which only the backups are left."""
    shutil.copytree(kept / "backups", tmp_path / "var" / "backups", copy_function=_linked)
    return tmp_path / "var"


def test_each_backup_says_what_it_is_and_holds_nobody_but_its_owner(kept: Path) -> None:
    full, incremental = Backups(kept / "backups").all()
    assert (full.kind, full.rests_on) == (Kind.full, None)
    assert (incremental.kind, incremental.rests_on) == (Kind.incremental, full.name)
    assert full.began_at < full.ended_at < incremental.began_at
    for each in (full, incremental):
        assert (kept / "backups" / each.name).stat().st_mode & 0o077 == 0


def test_without_a_moment_everything_that_was_kept_comes_back(destroyed: Path) -> None:
    assert asyncio.run(_tried(destroyed)) == ["full", "incremental", "log"]


def test_a_moment_between_two_backups_is_met_exactly(destroyed: Path) -> None:
    full, incremental = Backups(destroyed / "backups").all()
    assert asyncio.run(_tried(destroyed, full.ended_at)) == ["full"]
    assert asyncio.run(_tried(destroyed, incremental.ended_at)) == ["full", "incremental"]


def test_what_the_archive_lacks_is_taken_from_what_is_left_of_the_server(kept: Path, destroyed: Path) -> None:
    for each in (destroyed / "backups" / "wal").iterdir():
        each.unlink()
    assert asyncio.run(_tried(destroyed)) == ["full", "incremental"], "and nothing else had it"
    _give_back(kept, destroyed)
    assert asyncio.run(_tried(destroyed)) == ["full", "incremental", "log"]


def test_a_moment_that_cannot_be_met_is_refused_and_not_nearly_met(destroyed: Path) -> None:
    with pytest.raises(BackupError, match="nothing earlier can be restored"):
        asyncio.run(_tried(destroyed, datetime.now(UTC) - timedelta(days=1)))
    with pytest.raises(BackupError, match=r"The last change that was kept \(.+\) is before that moment"):
        asyncio.run(_tried(destroyed, datetime.now(UTC) + timedelta(days=1)))


def _flip(path: Path) -> None:
    """Another byte in the middle, so that neither size nor time need tell."""
    was = path.read_bytes()
    middle = len(was) // 2
    path.write_bytes(was[:middle] + bytes([was[middle] ^ 1]) + was[middle + 1 :])


def _a_table(backup: Path) -> Path:
    return max((backup / "base").glob("*/*"), key=lambda each: each.stat().st_size)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda backup: _flip(_a_table(backup)), "was changed"),
        (lambda backup: _a_table(backup).write_bytes(b""), "has 0 bytes instead of"),
        (lambda backup: _a_table(backup).unlink(), "is missing"),
        (lambda backup: (backup / "base" / "stranger").write_text("?"), "is no part of the backup"),
        (lambda backup: _flip(backup / "backup_manifest"), "was changed"),
        (lambda backup: _cut(backup / "backup_manifest"), "is cut off"),
        (lambda backup: (backup / "backup_manifest").unlink(), "is missing"),
    ],
    ids=["byte", "size", "missing", "stranger", "manifest", "cut", "without manifest"],
)
@pytest.mark.parametrize("which", [0, 1], ids=["full", "incremental"])
def test_a_damaged_backup_is_refused(
    kept: Path, destroyed: Path, damage: Callable[[Path], None], said: str, which: int
) -> None:
    backups = Backups(destroyed / "backups")
    backup = backups.all()[which]
    shutil.rmtree(backups.cluster(backup))
    shutil.copytree(Backups(kept / "backups").cluster(backup), backups.cluster(backup))
    damage(backups.cluster(backup))
    with pytest.raises(BackupError, match=said):
        asyncio.run(_tried(destroyed))


def test_a_log_file_damaged_in_the_archive_stops_the_restore(destroyed: Path) -> None:
    """It must not pass for the end of the log: that would be a restore of less than there is, without a word."""
    last = max(each for each in (destroyed / "backups" / "wal").iterdir() if each.name.count(".") == 1)
    whole = last.read_bytes()
    last.unlink()
    last.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EmbeddedError, match="did not start"):
        asyncio.run(_tried(destroyed))


def test_only_so_many_backups_are_kept_and_the_log_that_they_need(kept: Path, destroyed: Path) -> None:
    backups = Backups(destroyed / "backups")
    _give_back(kept, destroyed)

    async def one_more() -> list[str]:
        server = EmbeddedPostgres(destroyed, durable=False, archived=backups.archive)
        await backups.make(destroyed, await server.start(_quiet), incremental=False)
        await server.stop()
        return await backups.keep_only(1)

    old = [each.name for each in backups.all()]
    assert asyncio.run(one_more()) == list(reversed(old))
    (left,) = backups.all()
    assert left.name not in old
    assert min(each.name for each in backups.archive.iterdir()).startswith(left.begins_with)
    shutil.rmtree(destroyed / "postgres")
    assert asyncio.run(_tried(destroyed)) == ["full", "incremental", "log"]


def test_nothing_is_restored_under_a_running_service(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(kept / "postgres", folder / "postgres")

    async def attempt() -> None:
        server = EmbeddedPostgres(folder, durable=False)
        await server.start(_quiet)
        try:
            with pytest.raises(BackupError, match="stop it, then restore"):
                async with Restoring(folder, Backups(kept / "backups")).alone():
                    pytest.fail("it was let in")
        finally:
            await server.stop()

    asyncio.run(attempt())


def test_a_new_epoch_of_the_same_server_moves_no_event_and_is_another(database_url: str) -> None:
    async def twice() -> None:
        before = await ensure_epoch(database_url)
        await begin_epoch(database_url)
        after = await ensure_epoch(database_url)
        assert after != before
        assert await ensure_epoch(database_url) == after

    asyncio.run(twice())


def _cut(path: Path) -> None:
    was = path.read_bytes()
    path.write_bytes(was[: len(was) * 3 // 4])


def _give_back(kept: Path, destroyed: Path) -> None:
    """The server's own folder, its owner's still."""
    subprocess.run(["cp", "-a", kept / "postgres", destroyed / "postgres"], check=True)


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


@contextmanager
def _signed_in(surroundings: dict[str, str]) -> Iterator[httpx.Client]:
    address = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}{PREFIX}"
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    token = httpx.post(address + "/auth/token", data=form, timeout=60).raise_for_status().json()["access_token"]
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        yield client


def _made(client: httpx.Client, path: str, given: Any, **headers: str) -> Any:
    answer = client.post(path, json=given, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def _post(client: httpx.Client, title: str, key: str | None = None) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    given = {"title": title, "statement": f"What there is: {title}."}
    return _made(client, "/communities/network/problems", given, **headers)


def _run(surroundings: dict[str, str], *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", *command], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def _tried(folder: Path, to_time: datetime | None = None) -> list[str]:
    """The notes in what is restored."""
    restoring = Restoring(folder, Backups(folder / "backups"))
    async with restoring.trial(to_time, _quiet) as dsn:
        link = await asyncpg.connect(dsn)
        notes = [record["text"] for record in await link.fetch("SELECT text FROM note")]
        await link.close()
    restoring.forget()
    return notes


async def _everything(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table, of the program that serves the folder."""
    dsn = running(folder)
    assert dsn is not None
    link = await asyncpg.connect(dsn)
    tables = await link.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    rows = {}
    for (name,) in tables:
        found = await link.fetch(f'SELECT to_jsonb(t) AS row FROM "{name}" AS t')
        rows[name] = sorted((json.loads(record["row"]) for record in found), key=json.dumps)
    await link.close()
    return rows


async def _asked(folder: Path, question: str) -> Any:
    dsn = running(folder)
    assert dsn is not None
    link = await asyncpg.connect(dsn)
    answer = await link.fetchval(question)
    await link.close()
    return answer


async def _execute(dsn: str, *statements: str) -> None:
    link = await asyncpg.connect(dsn)
    for statement in statements:
        await link.execute(statement)
    await link.close()


def _quiet(_: str) -> None: ...
