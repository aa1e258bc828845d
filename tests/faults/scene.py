"""A program with people in it: who works, who follows the feed, and what came of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx

from app.auth.keys import Keys
from app.auth.scopes import EVERY_SCOPE
from app.auth.tokens import issue_access_token
from app.core.database import UNHEARD_SECONDS
from app.core.links import PATIENCE_SECONDS
from app.http.requests import PREFIX
from tests.faults.clients import Client, Crowd
from tests.faults.program import Program
from tests.faults.verdict import Verdict, judge
from tests.people import enrol, ok

_MEMBERS = 4
_STATEMENT_SECONDS = 3
_LIMITS = {
    "ALLIANCE_LOCK_TIMEOUT_SECONDS": "1",
    "ALLIANCE_STATEMENT_TIMEOUT_SECONDS": str(_STATEMENT_SECONDS),
    "ALLIANCE_SWEEP_SECONDS": "1",
    "ALLIANCE_DRAIN_SECONDS": "3",
}
LONGEST_SECONDS = PATIENCE_SECONDS + _STATEMENT_SECONDS + UNHEARD_SECONDS
"""The longest that an answer takes by these settings: the wait for a connection, then for a statement, then for
PostgreSQL to say that it was cancelled."""


@dataclass(slots=True)
class Scene:
    """`crowd` repeats with keys; `careless` is the control, which repeats without."""

    program: Program
    tokens: list[str]
    environments: list[str]
    crowd: Crowd
    careless: Crowd
    followed: list[str] = field(default_factory=list)
    _cursor: str | None = None
    _clients: list[Client] = field(default_factory=list)
    _made: int = 0
    _following: "asyncio.Task[None] | None" = None
    _last: asyncio.Event = field(default_factory=asyncio.Event)

    def work(self, count: int = 6, *, impatient: int = 1, careless: int = 0) -> None:
        """Lets so many members work, some of whom never repeat; `careless` ones repeat without keys."""
        self.crowd.begin([self._member(self.crowd, place < impatient, keyed=True) for place in range(count)])
        self.careless.begin([self._member(self.careless, False, keyed=False) for _ in range(careless)])

    def client(self, place: int = 0) -> httpx.AsyncClient:
        """Another one of a member's connections."""
        return _client(self.program, self.tokens[place])

    async def settle(self) -> None:
        """Until everything that was under way is answered."""
        await self.crowd.settle()
        await self.careless.settle()

    async def verdict(self) -> Verdict:
        """Ends the load, and says whether what is there is what was acknowledged."""
        await self.settle()
        self._last.set()
        if self._following is not None:
            await self._following
        async with self.program.link() as link:
            return await judge(link, self.crowd.deeds, self.followed)

    async def control(self) -> Verdict:
        """The same of those who repeat without keys, after `verdict`."""
        async with self.program.link() as link:
            return await judge(link, self.careless.deeds, self.followed)

    async def anew(self) -> None:
        """After a verdict: nobody works, and nothing was seen, asked or acknowledged yet."""
        await self._dismiss()
        self.crowd, self.careless = Crowd(self.program.address), Crowd(self.program.address)
        self.follow_on()

    def follow_on(self) -> None:
        self._last.clear()
        self._following = asyncio.create_task(self.follow())

    async def follow(self) -> None:
        """Reads the feed from where it was left, over whatever breaks, to the end that it has after the last change."""
        async with self.client() as client:
            while True:
                ending = self._last.is_set()
                try:
                    answer = await client.get(
                        "/events", params={"limit": 100, **({"cursor": self._cursor} if self._cursor else {})}
                    )
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
                    continue
                self.crowd.seen.answer(answer, answer.elapsed.total_seconds())
                if answer.status_code == 503:
                    await asyncio.sleep(float(answer.headers["retry-after"]))
                    continue
                page = ok(answer)
                self.followed += [event["id"] for event in page["items"]]
                self._cursor = page["next_cursor"]
                if not page["items"]:
                    if ending:
                        return
                    await asyncio.sleep(0.1)

    def _member(self, crowd: Crowd, impatient: bool, *, keyed: bool) -> Client:
        place, self._made = self._made, self._made + 1
        who = place % len(self.tokens)
        client = Client(
            crowd, f"member-{place}", self.tokens[who], self.environments[who], keyed=keyed, impatient=impatient
        )
        self._clients.append(client)
        return client

    async def close(self) -> None:
        await self.crowd.abandon()
        await self.careless.abandon()
        if self._following is not None:
            self._following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._following
        await self._dismiss()
        await self.program.stop()

    async def _dismiss(self) -> None:
        for client in self._clients:
            await client.close()
        self._clients.clear()


@asynccontextmanager
async def scene(folder: Path, **settings: str) -> AsyncIterator[Scene]:
    """A program that runs, an open community with four members who keep an environment each, and a reader who
    follows the feed."""
    program = Program(folder, **{**_LIMITS, **settings})
    await program.start()
    made: Scene | None = None
    try:
        tokens = await _members(program)
        made = Scene(program, tokens, await _community(program, tokens), Crowd(program.address), Crowd(program.address))
        made.follow_on()
        yield made
    finally:
        if made is None:
            await program.stop()
        else:
            await made.close()


async def _members(program: Program) -> list[str]:
    """Members who have signed in, the first of them an administrator; their tokens."""
    keys, tokens = Keys.load(program.folder / "keys"), []
    async with program.link() as link:
        for place in range(_MEMBERS):
            role = "member" if place else "administrator"
            member, sign_in = await enrol(link, f"Member {place}", role=role)
            token, _ = issue_access_token(
                keys, program.address, program.address, member, sign_in, EVERY_SCOPE, lifetime=timedelta(days=1)
            )
            tokens.append(token)
    return tokens


async def _community(program: Program, tokens: list[str]) -> list[str]:
    """Founds the community, lets everybody join, and makes them an environment each; gives the environments."""
    environments = []
    async with _client(program, tokens[0]) as first:
        site = ok(await first.post("/sites", json=_SITE))["id"]
        process = {"validation_policy": {"quorum": 2, "min_sites": 0, "min_environments": 0}}
        ok(await first.post("/communities", json={"slug": "network", "name": "N", "purpose": "", "process": process}))
    for place, token in enumerate(tokens):
        async with _client(program, token) as client:
            given = {"site_id": site, "name": f"Desktops {place}", "machines": 10}
            environments.append(ok(await client.post("/environments", json=given))["id"])
            if place:
                me = ok(await client.get("/me"))["id"]
                ok(await client.post("/communities/network/memberships", json={"member_id": me, "role": "member"}))
    return environments


def _client(program: Program, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=program.address + PREFIX, headers={"Authorization": f"Bearer {token}"}, timeout=60.0
    )


_SITE = {"code": "GVA", "name": "Geneva", "region": "Europe", "time_zone": "Europe/Zurich"}
