"""Migrations under load: people go on working while the schema moves under them, from this program's to the next."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic import command

from app.core.migrations import migrate
from app.core.revisions import revisions
from app.core.settings import Settings
from app.core.upgrading import configuration, engine_for
from app.main import create_app
from tests.conftest import SERVER, named, replace_database
from tests.people import Answer, Organization, Person, found_community, ok

pytestmark = pytest.mark.anyio

NEXT = Path(__file__).with_name("versions")
_FILES = (
    "SELECT relname, pg_relation_filenode(oid) AS file FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


@dataclass
class Load:
    """People at work. Whatever a retry with the same key would not mend is a complaint."""

    person: Person
    numbers: "count[int]" = field(default_factory=count)
    done: int = 0
    mended: int = 0
    complaints: list[str] = field(default_factory=list)
    over: bool = False

    async def asked(self, ask: Callable[[], Awaitable[Answer]]) -> Any:
        while True:
            answer = await ask()
            if answer.status_code == 503 and "retry-after" in answer.headers:
                self.mended += 1
                await asyncio.sleep(0.01)
                continue
            if answer.status_code not in (200, 201):
                self.complaints.append(answer.text)
            self.done += 1
            return answer.json()

    async def write(self) -> None:
        while not self.over:
            number = next(self.numbers)
            given = {"title": f"Problem {number}", "statement": "Under load."}
            path, key = "/communities/network/problems", f"key-{number}"
            made = await self.asked(lambda: self.person.post(path, given, key=key))  # noqa: B023
            if "key" in made:
                await self.asked(lambda: self.person.put(f"/problems/{made['key']}/affected-marks/none", {}))  # noqa: B023

    async def read(self) -> None:
        while not self.over:
            for path in ("/problems", "/communities/network", "/problems/network-1", "/events"):
                await self.asked(lambda: self.person.get(path))  # noqa: B023

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        workers = [asyncio.ensure_future(each()) for each in (self.write, self.write, self.read, self.read)]
        try:
            await self.until(20)
            yield
            await self.until(20)
        finally:
            self.over = True
            await asyncio.gather(*workers)

    async def until(self, more: int) -> None:
        """Goes on until so many more requests have been answered."""
        target = self.done + more
        while self.done < target:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.fixture
async def old(worker_id: str, settings: Settings) -> AsyncIterator[tuple[str, Organization]]:
    """This program's schema, served by it: older than the next one's."""
    dsn = named(os.environ[SERVER], f"alliance_{worker_id}_upgraded")
    await replace_database(os.environ[SERVER], f"alliance_{worker_id}_upgraded", "template0")
    engine = engine_for(dsn)
    async with engine.connect() as connection:
        await connection.run_sync(lambda link: command.upgrade(configuration(link), revisions()[-1]))
    await engine.dispose()
    app = create_app(settings, dsn)
    link = await asyncpg.connect(dsn)
    async with app.router.lifespan_context(app):
        organization = Organization(app, link)
        yield dsn, organization
        await organization.close()
    await link.close()
    master = await asyncpg.connect(named(os.environ[SERVER], "postgres").replace("//alliance@", "//postgres@"))
    await master.execute(f'DROP DATABASE "alliance_{worker_id}_upgraded" WITH (FORCE)')
    await master.close()


async def test_the_next_revisions_come_while_people_work_and_none_of_them_notices(
    old: tuple[str, Organization],
) -> None:
    dsn, organization = old
    load = await _filled(organization)
    files = await _files(organization)
    said: list[str] = []
    async with load.going_on():
        # Somebody's long read holds the first attempts up: they give way, so that nobody queues behind them.
        async with organization.link.transaction():
            await organization.link.execute("LOCK TABLE problem IN ACCESS SHARE MODE")
            migrating = asyncio.ensure_future(migrate(dsn, said.append, NEXT))
            while not any("trying again" in each for each in said):
                assert not migrating.done()
                await asyncio.sleep(0.01)
        assert await migrating == [each for each in revisions(NEXT) if each not in revisions()] != []
    assert load.complaints == []
    moved = await _files(organization)
    assert {name: file for name, file in moved.items() if name in files} == files, "no table was written anew"
    posted = await organization.link.fetchval("SELECT count(*) FROM problem WHERE title LIKE 'Problem %'")
    assert posted == next(load.numbers), "each once"
    assert await organization.link.fetchval("SELECT count(*) FROM problem WHERE rank = 0") == posted + 1


async def test_statements_whose_plan_a_migration_made_useless_are_prepared_anew_without_a_500(
    old: tuple[str, Organization],
) -> None:
    """A type that changes is what no plan survives ("cached plan must not change result type")."""
    _, organization = old
    load = await _filled(organization)
    async with load.going_on():
        await organization.link.execute("ALTER TABLE community ALTER COLUMN problem_count TYPE bigint")
        await load.until(20)
        await organization.link.execute("ALTER TABLE problem ALTER COLUMN revision TYPE bigint")
    assert load.complaints == []
    posted = await organization.link.fetchval("SELECT count(*) FROM problem WHERE title LIKE 'Problem %'")
    assert posted == next(load.numbers), "each once"


async def _files(organization: Organization) -> dict[str, int]:
    """The file of each table; another one where a table was written anew."""
    return {record["relname"]: record["file"] for record in await organization.link.fetch(_FILES)}


async def _filled(organization: Organization) -> Load:
    ann = await organization.member("Ann")
    await found_community(ann)
    ok(await ann.post("/communities/network/problems", {"title": "First", "statement": "Before."}))
    return Load(ann)


def _quiet(_: str) -> None: ...
