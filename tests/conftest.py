"""A real PostgreSQL for every test: one server a run, one migrated template, one database a worker, emptied by DELETE
in the order of foreign keys after each test.

`ALLIANCE_TEST_DATABASE_URL` takes a server that runs already (its role must be allowed to create databases).
"""

import asyncio
import os
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import hypothesis
import pytest

from app.core.cluster import ROLE, SUPERUSER
from app.core.columns import metadata
from app.core.embedded import EmbeddedPostgres
from app.core.migrations import migrate
from app.core.settings import Settings
from app.main import create_app
from tests.people import Organization

# No property is about time, so a slow machine fails none. The same values each time, so that a change is judged by what
# it changes; others are tried by `pytest --hypothesis-profile=anew`.
hypothesis.settings.register_profile("alliance", deadline=None, derandomize=True)
hypothesis.settings.register_profile("anew", deadline=None)
hypothesis.settings.load_profile("alliance")

SERVER = "ALLIANCE_TEST_DATABASE_URL"
TEMPLATE = "alliance_template"


class _Server:
    """An embedded PostgreSQL on a thread of its own, for the process that starts the workers."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="alliance-test-", ignore_cleanup_errors=True)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.postgres = EmbeddedPostgres(Path(self.folder.name), durable=False)

    def run(self, doing: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result()

    def stop(self) -> None:
        self.run(self.postgres.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()
        self.folder.cleanup()


_server: list[_Server] = []


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if SERVER not in os.environ:
        server = _Server()
        _server.append(server)
        os.environ[SERVER] = server.run(server.postgres.start(lambda _: None))
    asyncio.run(_make_template(os.environ[SERVER]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and _server:
        del os.environ[SERVER]
        _server.pop().stop()


async def _make_template(server: str) -> None:
    await replace_database(server, TEMPLATE, "template0")
    await migrate(named(server, TEMPLATE), lambda _: None)


async def replace_database(server: str, name: str, template: str) -> None:
    link = await asyncpg.connect(server.replace(f"//{ROLE}@", f"//{SUPERUSER}@"))
    try:
        await link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        if server.startswith(f"postgresql://{ROLE}@"):
            await link.execute(f'ALTER DATABASE "{name}" OWNER TO "{ROLE}"')
    finally:
        await link.close()


def named(server: str, database: str) -> str:
    head, _, query = server.partition("?")
    return head.rpartition("/")[0] + "/" + database + (f"?{query}" if query else "")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What schemathesis ran: cases, successes, and the operations that had none."""
    seen: dict[str, list[int]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in getattr(report, "user_properties", []):
                if name == "statuses":
                    seen.setdefault(value[0], []).extend(value[1])
    if seen:
        cases = sum(len(statuses) for statuses in seen.values())
        good = {name: sum(200 <= status < 300 for status in statuses) for name, statuses in seen.items()}
        least = min(good, key=lambda name: good[name])
        terminalreporter.write_line(
            f"The contract: {cases} cases on {len(seen)} operations, {sum(good.values())} of them successes "
            f"({sum(good.values()) / cases:.0%}); {least} has the fewest, {good[least]}."
        )


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> str:
    """This worker's own database."""
    name = f"alliance_{worker_id}"
    asyncio.run(replace_database(os.environ[SERVER], name, TEMPLATE))
    return named(os.environ[SERVER], name)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
async def serving(database_url: str, settings: Settings) -> AsyncIterator[Organization]:
    """The application as it is served, and an open way to its database."""
    app = create_app(settings, database_url)
    link = await asyncpg.connect(database_url)
    async with app.router.lifespan_context(app):
        yield Organization(app, link, dsn=database_url)
    await link.close()


@pytest.fixture
async def organization(serving: Organization) -> AsyncIterator[Organization]:
    """An organization without anybody; whatever the test makes is gone after it."""
    yield serving
    await serving.close()
    await serving.link.execute(EMPTY)


EMPTY = "; ".join(
    f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables) if table.name != "installation"
)
