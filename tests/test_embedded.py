"""The embedded PostgreSQL under our own supervisor: nothing acknowledged is lost, and never two on one folder."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from app.core.account import EmbeddedError
from app.core.cluster import Places, lock
from app.core.database import Database, is_unavailable
from app.core.embedded import EmbeddedPostgres, running

_IN_ANOTHER_PROCESS = """
import asyncio, sys
from pathlib import Path
from app.core.embedded import EmbeddedPostgres

async def main():
    print(await EmbeddedPostgres(Path(sys.argv[1]), durable=False).start(lambda _: None), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A data folder whose cluster is made, started once and stopped: copied by each test, since making costs most."""
    folder = Path(mkdtemp())

    async def make() -> None:
        async with _server(folder / "made") as dsn:
            await _execute(dsn, "CREATE TABLE note (text text)")

    asyncio.run(make())
    yield folder / "made"
    shutil.rmtree(folder)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "var"))


def test_it_listens_on_a_private_socket_only_and_keeps_its_files_to_itself(folder: Path) -> None:
    async def look() -> None:
        async with _server(folder) as dsn:
            connection = await asyncpg.connect(dsn)
            assert await connection.fetchval("SHOW listen_addresses") == ""
            sockets = parse_qs(urlsplit(dsn).query)["host"][0]
            assert stat.S_IMODE(os.stat(sockets).st_mode) == 0o700
            assert stat.S_IMODE(Places(folder).cluster.stat().st_mode) == 0o700
            assert not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            await connection.close()

    asyncio.run(look())


def test_a_path_too_long_for_a_socket_still_serves(made: Path, tmp_path: Path) -> None:
    deep = tmp_path / ("deep-" * 20) / ("deeper-" * 15)
    deep.mkdir(parents=True)
    shutil.copytree(made, deep / "var")

    async def look() -> None:
        async with _server(deep / "var") as dsn:
            await _execute(dsn, "SELECT 1")

    asyncio.run(look())


def test_the_settings_that_keep_what_is_committed_are_on_unless_told_otherwise(folder: Path) -> None:
    async def look() -> None:
        server = EmbeddedPostgres(folder)
        connection = await asyncpg.connect(await server.start(_quiet))
        kept = [
            await connection.fetchval(f"SHOW {name}")
            for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
        ]
        assert kept == ["on"] * 4
        await connection.close()
        await server.stop()

    asyncio.run(look())


def test_stopped_and_started_again_it_has_what_was_written(folder: Path) -> None:
    async def twice() -> None:
        async with _server(folder) as dsn:
            await _execute(dsn, "INSERT INTO note VALUES ('kept')")
        async with _server(folder) as dsn:
            assert await _notes(dsn) == ["kept"]

    asyncio.run(twice())


def test_after_its_postmaster_is_killed_it_comes_back_and_the_pools_heal(folder: Path) -> None:
    async def kill() -> None:
        back = asyncio.Event()
        server = EmbeddedPostgres(folder, durable=False)
        dsn = await server.start(_when("The database is back.", back))
        async with Database(dsn, pool_size=2) as database:
            async with database.write.taken() as link:
                await link.execute("INSERT INTO note VALUES ('kept')")
            assert server.process_id is not None
            os.kill(server.process_id, signal.SIGKILL)
            await asyncio.wait_for(back.wait(), 60)
            assert await _notes_when_healed(database) == ["kept"]
        await server.stop()
        assert server.process_id is None

    asyncio.run(kill())


def test_two_programs_on_one_folder_are_refused_with_a_sentence(folder: Path) -> None:
    async def two() -> None:
        async with _server(folder) as dsn:
            assert running(folder) == dsn
            with pytest.raises(EmbeddedError, match=f"process {os.getpid()}.*ALLIANCE_DATA_DIR"):
                await EmbeddedPostgres(folder).start(_quiet)
            assert await _notes(dsn) == []
        assert running(folder) is None

    asyncio.run(two())


def test_what_was_committed_before_the_program_was_killed_is_there_at_the_next_start(folder: Path) -> None:
    async def recover() -> None:
        dsn = await _killed_after(folder, "INSERT INTO note VALUES ('kept')")
        async with _server(folder) as again:
            assert again == dsn
            assert await _notes(again) == ["kept"]

    asyncio.run(recover())


def test_a_server_left_running_is_stopped_cleanly_before_another_starts(folder: Path) -> None:
    async def adopt() -> None:
        # A server whose program is gone without a trace, as on a system that cannot tell it so.
        left = EmbeddedPostgres(folder, durable=False)
        await _execute(await left.start(_quiet), "INSERT INTO note VALUES ('kept')")
        left_process, process = left._process, left.process_id
        assert left._watcher is not None
        assert left_process is not None
        assert process is not None
        left._watcher.cancel()
        assert left._holder is not None
        os.close(left._holder)
        said: list[str] = []
        server = EmbeddedPostgres(folder, durable=False)
        dsn = await server.start(said.append)
        assert "Stopping a database that was left running." in said
        assert left_process.wait() == 0, "a clean shutdown"
        assert server.process_id != process
        assert await _notes(dsn) == ["kept"]
        await server.stop()

    asyncio.run(adopt())


def test_a_process_number_of_a_stranger_in_stale_files_does_not_stop_the_start(folder: Path) -> None:
    places = Places(folder)
    places.pid_file.write_text(f"{os.getpid()}\n{places.cluster}\n0\n5432\n\n\n\nready\n")

    async def start() -> None:
        async with _server(folder) as dsn:
            await _execute(dsn, "SELECT 1")

    asyncio.run(start())


def test_a_cluster_half_made_is_made_again(tmp_path: Path) -> None:
    places = Places(tmp_path / "var")
    places.making.mkdir(parents=True)
    (places.making / "PG_VERSION").write_text("18\n")

    async def start() -> None:
        async with _server(places.data_dir) as dsn:
            await _execute(dsn, "SELECT 1")

    asyncio.run(start())
    assert not places.making.exists()


def test_a_server_that_cannot_start_says_why_and_lets_go_of_the_folder(folder: Path) -> None:
    (Places(folder).cluster / "postgresql.conf").write_text("shared_buffers = plenty\n")

    async def start() -> None:
        with pytest.raises(EmbeddedError, match="shared_buffers"):
            await EmbeddedPostgres(folder, durable=False).start(_quiet)

    asyncio.run(start())
    for path in (Places(folder).holder, Places(folder).server_lock):
        free = lock(path)
        assert free is not None
        os.close(free)


async def _killed_after(folder: Path, statement: str) -> str:
    """Runs the server under a program of its own, executes the statement, kills that program with no warning."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _IN_ANOTHER_PROCESS, str(folder), stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    dsn = (await program.stdout.readline()).decode().strip()
    await _execute(dsn, statement)
    program.kill()
    await program.wait()
    return dsn


async def _notes_when_healed(database: Database) -> list[str]:
    """What is written; every failure on the way must be of the kind that is answered with 503."""
    while True:
        try:
            async with database.write.taken() as link:
                return [row["text"] for row in await link.fetch("SELECT text FROM note")]
        except Exception as error:
            if not is_unavailable(error):
                raise


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[str]:
    server = EmbeddedPostgres(folder, durable=False)
    dsn = await server.start(_quiet)
    try:
        yield dsn
    finally:
        await server.stop()


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()


async def _notes(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    found = [row["text"] for row in await connection.fetch("SELECT text FROM note")]
    await connection.close()
    return found


def _when(words: str, happened: asyncio.Event) -> Callable[[str], None]:
    return lambda said: happened.set() if said == words else None


def _quiet(_: str) -> None: ...
