"""What is asked: the operations, each as the requests that a server gets for it."""

import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from app.auth.keys import Keys
from app.auth.scopes import EVERY_SCOPE
from app.auth.tokens import issue_access_token
from benchmarks.estate import OUTSIDER, READER_OF_FEW, READER_OF_MANY
from benchmarks.load import Ask, Crowd, over_and_over, request

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


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    title: str
    asking: Asking
    status: int = 200
    same_bytes: bool = False
    usual: bool = False
    mark: float = 0.8
    """The least that the floor's CPU divided by the service's should be."""


class World:
    """What stands in the database, for requests that vary."""

    def __init__(self, link: "asyncpg.Connection[asyncpg.Record]", keys: Keys) -> None:
        self.link, self._keys = link, keys

    async def numbered(self, number: int) -> Person:
        """A member by their place in the generated record."""
        row = await self.link.fetchrow(
            "SELECT s.id, s.member_id FROM identity i JOIN sign_in s USING (member_id) WHERE i.email = $1",
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
        return [(self.person(row["member_id"], row["sign_in_id"]), row) for row in await self.link.fetch(sql, *values)]

    async def column(self, sql: str) -> list[Any]:
        return [row[0] for row in await self.link.fetch(sql)]


def _reads(person: Person, paths: list[str], **more: str) -> list[bytes]:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return [request("GET", API + path, person.headers() | headers) for path in paths]


async def _walk(crowd: Crowd, person: Person, path: str, pages: int) -> list[bytes]:
    """The pages of a list from its beginning, as a reader asks for them one after another."""
    asked, cursor = [], None
    for _ in range(pages):
        joint = "&" if "?" in path else "?"
        (each,) = _reads(person, [path if cursor is None else f"{path}{joint}cursor={cursor}"])
        asked.append(each)
        cursor = orjson.loads((await crowd.ask(each)).body)["next_cursor"]
        if cursor is None:
            break
    return asked


_OPEN_PROBLEMS = "SELECT id FROM problem WHERE open ORDER BY md5(id::text) LIMIT 2000"
_OPEN_SOLUTIONS = "SELECT id FROM solution WHERE open ORDER BY md5(id::text) LIMIT 2000"
_OPEN_COMMUNITIES = "SELECT slug FROM community WHERE open AND problem_count > 60 ORDER BY md5(slug) LIMIT 40"


async def _read_problem(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    return over_and_over(_reads(person, [f"/problems/{each}" for each in await world.column(_OPEN_PROBLEMS)]))


async def _read_assessment(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column(_OPEN_SOLUTIONS)
    return over_and_over(_reads(person, [f"/solutions/{each}/assessment" for each in found]))


async def _read_unchanged(world: World, crowd: Crowd, _: int) -> Ask:
    person, asked = await world.numbered(OUTSIDER), []
    for each in (await world.column(_OPEN_PROBLEMS))[:300]:
        (plain,) = _reads(person, [f"/problems/{each}"])
        tag = (await crowd.ask(plain)).header("etag")
        asked += _reads(person, [f"/problems/{each}"], If_None_Match=str(tag))
    return over_and_over(asked)


def _pages(number: int, path: str, pages: int = 30) -> Asking:
    async def asking(world: World, crowd: Crowd, _: int) -> Ask:
        return over_and_over(await _walk(crowd, await world.numbered(number), path, pages))

    return asking


async def _list_community(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column(_OPEN_COMMUNITIES)
    return over_and_over(_reads(person, [f"/communities/{slug}/problems?state=open" for slug in found]))


async def _list_component(world: World, _: Crowd, __: int) -> Ask:
    person = await world.numbered(OUTSIDER)
    found = await world.column("SELECT id FROM component ORDER BY md5(id::text) LIMIT 40")
    return over_and_over(_reads(person, [f"/problems?component={each}" for each in found]))


async def _my_action_items(world: World, _: Crowd, __: int) -> Ask:
    owners = await world.people(
        "SELECT owner_id AS member_id, min(s.id::text)::uuid AS sign_in_id FROM action_item a"
        " JOIN sign_in s ON s.member_id = a.owner_id GROUP BY owner_id HAVING bool_and(a.open)"
        " ORDER BY count(DISTINCT a.id) DESC, owner_id LIMIT 200"
    )
    return over_and_over([each for person, _ in owners for each in _reads(person, ["/me/action-items"])])


_WORDS = "It began on a Monday, after the weekend's maintenance, and comes back every night. " * 6


async def _post_problem(world: World, _: Crowd, __: int) -> Ask:
    posters = await world.people(
        "SELECT DISTINCT ON (m.member_id) m.member_id, s.id AS sign_in_id, c.slug FROM membership m"
        " JOIN community c ON c.id = m.community_id JOIN sign_in s ON s.member_id = m.member_id"
        " WHERE c.open AND m.role = 'member' AND c.problem_count > 0 ORDER BY m.member_id LIMIT 500"
    )
    components = await world.column("SELECT id::text FROM component ORDER BY md5(id::text) LIMIT 2")
    given = {"title": "The tunnel drops", "statement": _WORDS, "severity": "high", "component_ids": components}
    body = orjson.dumps(given)

    def forever() -> Iterator[bytes]:
        while True:
            for person, row in posters:
                key, path = secrets.token_hex(12), f"{API}/communities/{row['slug']}/problems"
                yield request("POST", path, person.headers() | {"Idempotency-Key": key}, body)

    return forever().__next__


_VOUCHED = """
    SELECT v.author_id AS member_id, s.id AS sign_in_id, v.solution_id, v.environment_id
      FROM (SELECT DISTINCT ON (x.id) x.id, y.author_id, y.environment_id, y.solution_id FROM solution x
              JOIN validation y ON y.solution_id = x.id
             WHERE x.open AND x.status = 'validated' AND x.assessment #>> '{counted,confirmed}' = '3'
               AND (SELECT count(*) FROM validation z WHERE z.solution_id = x.id) = 3
             ORDER BY x.id, y.given_at DESC) v
      JOIN sign_in s ON s.member_id = v.author_id
     WHERE hashtext(v.solution_id::text) & 3 = $1
     ORDER BY md5(v.solution_id::text) LIMIT 3000"""


async def _give_validation(world: World, _: Crowd, place: int) -> Ask:
    """One of the three who vouch takes it back, and then vouches again: the status changes each time."""
    givers = await world.people(_VOUCHED, place)

    def forever() -> Iterator[bytes]:
        while True:
            for outcome in ("failed", "confirmed"):
                for person, row in givers:
                    yield _validation(person, row["solution_id"], row["environment_id"], outcome)

    return forever().__next__


async def _give_hot_validation(world: World, _: Crowd, place: int) -> Ask:
    """Members of one community, each in their environment, on one solution."""
    (solution,) = await world.link.fetch(
        "SELECT s.id, s.community_id, s.author_id FROM solution s JOIN community c ON c.id = s.community_id"
        " WHERE s.open AND s.status = 'proposed' ORDER BY c.member_count DESC, s.id OFFSET $1 LIMIT 1",
        place,
    )
    givers = await world.people(
        "SELECT DISTINCT ON (m.member_id) m.member_id, s.id AS sign_in_id, k.environment_id FROM membership m"
        " JOIN sign_in s ON s.member_id = m.member_id JOIN environment_keeper k ON k.member_id = m.member_id"
        " WHERE m.community_id = $1 AND m.role = 'member' AND m.member_id <> $2 ORDER BY m.member_id LIMIT 20",
        solution["community_id"],
        solution["author_id"],
    )

    def forever() -> Iterator[bytes]:
        while True:
            for person, row in givers:
                yield _validation(person, solution["id"], row["environment_id"], "confirmed")

    return forever().__next__


def _validation(person: Person, solution: UUID, environment: UUID, outcome: str) -> bytes:
    given = {
        "environment_id": str(environment),
        "revision": 1,
        "outcome": outcome,
        "evidence": "Set on 40 desktops; no drop in a week.",
        "machines": 40,
    }
    path = f"{API}/solutions/{solution}/validations"
    return request("POST", path, person.headers() | {"Idempotency-Key": secrets.token_hex(12)}, orjson.dumps(given))


OPERATIONS = (
    Operation("read_problem", "Read a problem with its solutions", _read_problem, same_bytes=True, usual=True),
    Operation("read_assessment", "Read a solution's assessment", _read_assessment, same_bytes=True),
    Operation("read_unchanged", "The same problem again: 304", _read_unchanged, 304),
    Operation("list_problems", "List problems, a stranger", _pages(OUTSIDER, "/problems"), same_bytes=True, usual=True),
    Operation("list_of_few", "List problems, a member of few", _pages(READER_OF_FEW, "/problems")),
    Operation("list_of_many", "List problems, a member of many", _pages(READER_OF_MANY, "/problems")),
    Operation("list_community", "List a community's open problems", _list_community, same_bytes=True),
    Operation("list_component", "List problems of a component", _list_component, same_bytes=True),
    Operation("action_items", "List one's action items", _my_action_items, same_bytes=True),
    Operation("feed", "Read the feed of events, a stranger", _pages(OUTSIDER, "/events"), same_bytes=True),
    Operation("post_problem", "Post a problem", _post_problem, 201, usual=True, mark=0.6),
    Operation("give_validation", "Give a validation that changes the status", _give_validation, 201, mark=0.6),
    Operation("give_hot", "The same, all on one solution", _give_hot_validation, 201, mark=0.6),
)
