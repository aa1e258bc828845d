"""A populated organization behind a real server, with a database of its own that stays filled: three communities,
and every kind of caller in and around them."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from app.auth.scopes import EVERY_SCOPE, Scope
from app.core.ids import new_id
from app.core.settings import Settings
from app.domain.vocabulary import Visibility
from app.main import create_app
from tests import rows
from tests.conftest import SERVER, TEMPLATE, named, replace_database
from tests.people import Organization
from tests.rights.inside import Caller, Elsewhere, Inside, Visited
from tests.rights.matrix import CALLERS
from tests.served import Served

_IN_ORGANIZATION = {"admin": "administrator", "sponsor": "sponsor", "administrator": "administrator"}


@pytest.fixture(scope="session")
def visited(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    database = f"alliance_rights_{worker_id}"
    asyncio.run(replace_database(os.environ[SERVER], database, TEMPLATE))
    url = named(os.environ[SERVER], database)
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("rights")), url)
    served = Served(app)
    address = served.start()

    def execute(statement: str, *values: Any) -> None:
        asyncio.run(_execute(url, statement, values))

    callers = asyncio.run(_callers(app, url))
    more: dict[str, Any] = {
        "address": address,
        "authorization_for": lambda _: "",
        "listening": served.listening,
        "callers": {name: callers[name] for name in CALLERS},
        "founder": callers["founder"],
        "administrator": callers["administrator"],
        "execute": execute,
        "numbers": count(1),
    }

    def around(caller: str) -> dict[str, Any]:
        who = callers[caller]
        return {**more, "authorization": who.authorization, "caller_id": who.id}

    made: dict[Visibility, Inside] = {}
    try:
        for visibility in Visibility:
            made[visibility] = Inside(**around("author"), visibility=visibility)
        made[Visibility.open].request("PUT", f"/members/{callers['gone'].id}/deactivation")
        elsewhere = Elsewhere(**around("elsewhere"))
        yield Visited(made, elsewhere)
        for inside in (*made.values(), elsewhere):
            inside.close()
    finally:
        served.stop()


async def _execute(url: str, statement: str, values: Any) -> None:
    link = await asyncpg.connect(url)
    try:
        await link.execute(statement, *values)
    finally:
        await link.close()


async def _callers(app: FastAPI, url: str) -> dict[str, Caller]:
    link = await asyncpg.connect(url)
    try:
        organization = Organization(app, link)
        site = await rows.site(organization, "HOME")
        made = {}
        for name in (*CALLERS, "founder", "administrator"):
            person = await organization.member(
                name,
                role=_IN_ORGANIZATION.get(name, "member"),
                kind="service" if name == "service" else "person",
                scopes=frozenset({Scope.me_read}) if name == "narrow" else EVERY_SCOPE,
            )
            environment = await rows.environment(organization, site, name)
            await link.execute(
                "INSERT INTO environment_keeper (id, environment_id, member_id) VALUES ($1, $2, $3)",
                new_id(),
                environment,
                person.id,
            )
            authorization = None if name == "nobody" else person.client.headers["Authorization"]
            made[name] = Caller(str(person.id), authorization, str(environment))
        await organization.close()
        return made
    finally:
        await link.close()


@pytest.fixture
def insides(visited: Visited) -> Mapping[Visibility, Inside]:
    """The three communities."""
    return visited.insides
