"""What requests are made of: the persons who ask, and what stands in the database to ask about."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from app.auth.keys import Keys
from app.auth.scopes import EVERY_SCOPE
from app.auth.tokens import issue_access_token
from benchmarks.load import Ask, Crowd, request

API = "/api/v1"
ADDRESS = "http://bench.invalid"
"""The public address that the services are told: what their tokens are for."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member with what proves it, to the service by a token and to the others by their word."""

    id: UUID
    token: str

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "X-Member": str(self.id)}


Asking = Callable[["World", Crowd, int], Awaitable[Ask]]
"""The requests for a server: the world, a way to ask the server, and the server's place among the servers."""


class World:
    """What stands in the database, for requests that vary."""

    def __init__(self, link: "asyncpg.Connection[asyncpg.Record]", keys: Keys) -> None:
        self.link, self._keys = link, keys
        self._found: dict[tuple[str, tuple[Any, ...]], list[asyncpg.Record]] = {}

    async def numbered(self, number: int) -> Person:
        """A member by their place in the generated record."""
        row = await self.link.fetchrow(
            "SELECT s.id, s.member_id FROM identity i JOIN sign_in s USING (member_id) WHERE i.email = $1"
            " ORDER BY s.started_at LIMIT 1",
            f"member{number}@example.org",
        )
        assert row is not None
        return self.person(row["member_id"], row["id"])

    def person(self, member: UUID, sign_in: UUID) -> Person:
        token, _ = issue_access_token(
            self._keys, ADDRESS, ADDRESS, member, sign_in, EVERY_SCOPE, lifetime=timedelta(days=1)
        )
        return Person(member, token)

    async def people(self, sql: str, *values: Any) -> list[tuple[Person, asyncpg.Record]]:
        """Rows with `member_id` and `sign_in_id`, and the persons."""
        return [(self.person(row["member_id"], row["sign_in_id"]), row) for row in await self.rows(sql, *values)]

    async def rows(self, sql: str, *values: Any) -> list[asyncpg.Record]:
        """Looked for once: every server is asked about the same."""
        if (sql, values) not in self._found:
            self._found[sql, values] = await self.link.fetch(sql, *values)
        return self._found[sql, values]

    async def column(self, sql: str, *values: Any) -> list[Any]:
        return [row[0] for row in await self.rows(sql, *values)]


def reads(person: Person, paths: list[str], **more: str) -> list[bytes]:
    """GETs of these paths; `more` are headers."""
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return [request("GET", API + path, person.headers() | headers) for path in paths]


async def walk(crowd: Crowd, person: Person, path: str, pages: int) -> list[bytes]:
    """The pages of a list from its beginning, as a reader asks for them one after another."""
    asked, cursor = [], None
    for _ in range(pages):
        joint = "&" if "?" in path else "?"
        (each,) = reads(person, [path if cursor is None else f"{path}{joint}cursor={cursor}"])
        asked.append(each)
        cursor = orjson.loads((await crowd.ask(each)).body)["next_cursor"]
        if cursor is None:
            break
    return asked
