"""Those who act in tests: each a client that is signed in. Members are made in the tables, since that is not what most
tests are about; everything else goes through the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
from fastapi import FastAPI

from app.auth.scopes import EVERY_SCOPE, Scope
from app.auth.tokens import issue_access_token
from app.core.ids import new_id
from app.http.house import House
from app.http.requests import PREFIX

Answer = httpx.Response


@dataclass
class Person:
    """A member with a token. Paths are those under `/api/v1`."""

    id: UUID
    name: str
    client: httpx.AsyncClient
    sign_in_id: UUID

    async def get(self, path: str, **query: Any) -> Answer:
        return await self.client.get(PREFIX + path, params=query)

    async def post(self, path: str, given: Any = None, *, key: str | None = None) -> Answer:
        headers = {} if key is None else {"Idempotency-Key": key}
        return await self.client.post(PREFIX + path, json={} if given is None else given, headers=headers)

    async def patch(self, path: str, given: Any, *, tag: str | None = None) -> Answer:
        return await self.client.patch(PREFIX + path, json=given, headers=_match(tag))

    async def put(self, path: str, given: Any = None, *, tag: str | None = None) -> Answer:
        if given is None:
            return await self.client.put(PREFIX + path, headers=_match(tag))
        return await self.client.put(PREFIX + path, json=given, headers=_match(tag))

    async def delete(self, path: str, *, tag: str | None = None) -> Answer:
        return await self.client.delete(PREFIX + path, headers=_match(tag))

    async def read(self, path: str, **query: Any) -> Any:
        """What GET answers; the test fails where it is not 200."""
        return ok(await self.get(path, **query))

    async def make(self, path: str, given: Any = None) -> Any:
        """What POST answers; the test fails where it is not 200 or 201."""
        return ok(await self.post(path, given))

    async def change(self, path: str, given: Any) -> Answer:
        """PATCH on what one has just read."""
        return await self.patch(path, given, tag=(await self.get(path)).headers["ETag"])

    async def all(self, path: str, **query: Any) -> list[Any]:
        """Every item of a list, page by page; the feed of events, which has always a next page, up to its end."""
        items: list[Any] = []
        cursor = None
        while True:
            page = await self.read(path, **query, **({} if cursor is None else {"cursor": cursor}))
            items += page["items"]
            cursor = page["next_cursor"]
            if cursor is None or not page["items"]:
                return items


def ok(answer: Answer) -> Any:
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def refused(answer: Answer, status: int, code: str) -> Any:
    """Holds that an answer is this refusal, in the one shape of errors; gives the document."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    document = answer.json()
    assert (answer.status_code, document["code"]) == (status, code), document
    assert document["status"] == status
    assert document["type"] == f"urn:alliance:error:{code}"
    return document


async def found_community(
    person: Person,
    *,
    slug: str = "network",
    visibility: str = "open",
    process: Mapping[str, Any] | None = None,
    **more: Any,
) -> Any:
    """A community that the person founds, through the door; its slug as answered, since a private one's is longer."""
    given = {"slug": slug, "name": slug.title(), "purpose": "", "visibility": visibility, **more}
    return await person.make("/communities", given if process is None else {**given, "process": process})


async def enrol(
    link: asyncpg.Connection, name: str, *, role: str = "member", kind: str = "person", site_id: str | None = None
) -> tuple[UUID, UUID]:
    """Puts a member into the tables who has signed in; the ids of both."""
    identity, sign_in, now = new_id(), new_id(), datetime.now(UTC)
    await link.execute(
        "INSERT INTO member (id, version, created_at, updated_at, kind, organization_role, active, site_id,"
        " expertise) VALUES ($1, 1, $2, $2, $3, $4, true, $5, '{}')",
        identity,
        now,
        kind,
        role,
        site_id,
    )
    await link.execute(
        "INSERT INTO identity (member_id, name, email) VALUES ($1, $2, $3)", identity, name, f"{identity}@example.org"
    )
    await link.execute(
        "INSERT INTO sign_in (id, member_id, scope, started_at, expires_at) VALUES ($1, $2, '', $3, $4)",
        sign_in,
        identity,
        now,
        now + timedelta(days=1),
    )
    return identity, sign_in


@dataclass
class Organization:
    """The application under test, and the people of its organization."""

    app: FastAPI
    link: asyncpg.Connection
    dsn: str = field(default="", kw_only=True)
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def house(self) -> House:
        house = self.app.state.house
        assert isinstance(house, House)
        return house

    def client(self, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
        """Somebody without a token; close() closes it."""
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers)
        self.clients.append(client)
        return client

    async def member(
        self,
        name: str = "Ann",
        *,
        role: str = "member",
        kind: str = "person",
        site_id: str | None = None,
        scopes: frozenset[Scope] = EVERY_SCOPE,
    ) -> Person:
        """A member of the organization who has signed in."""
        identity, sign_in = await enrol(self.link, name, role=role, kind=kind, site_id=site_id)
        return Person(identity, name, self.signed_in(identity, sign_in, scopes), sign_in)

    def signed_in(self, member_id: UUID, sign_in_id: UUID, scopes: frozenset[Scope] = EVERY_SCOPE) -> httpx.AsyncClient:
        settings = self.house.settings
        token, _ = issue_access_token(
            self.house.keys,
            settings.public_address,
            settings.public_address,
            member_id,
            sign_in_id,
            scopes,
            lifetime=timedelta(days=1),
        )
        return self.client({"Authorization": f"Bearer {token}"})

    async def settled(self) -> None:
        """Until no transaction is open that began before now, of whichever database of the server: the feed reads up
        to the oldest."""
        now = await self.link.fetchval("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        while not await self.link.fetchval("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8", now):
            pass

    async def close(self) -> None:
        while self.clients:
            await self.clients.pop().aclose()


def _match(tag: str | None) -> dict[str, str]:
    return {} if tag is None else {"If-Match": tag}
