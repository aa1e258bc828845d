"""What is changed, as the requests for it. A server's place decides what it is asked to change, so that no server finds
what another has done."""

import secrets
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson

from benchmarks.asking import API, Person, World
from benchmarks.estate import MEMBERS, PASSWORD
from benchmarks.load import Ask, Crowd, request

_WORDS = "It began on a Monday, after the weekend's maintenance, and comes back every night. " * 6
_PLACES = 8
_RUSH = 250
"""Members who give on one hot solution, one after another, before the next one is hot: a solution on which more was
given would cost more for its evidence alone, however it is given."""


async def sign_in(world: World, _: Crowd, place: int) -> Ask:  # noqa: ARG001
    def forever() -> Iterator[bytes]:
        for number in cycle(range(place, MEMBERS, _PLACES)):
            given = {"grant_type": "password", "username": f"member{number}@example.org", "password": PASSWORD}
            yield request("POST", f"{API}/auth/token", {}, urlencode(given).encode(), kind=_FORM)

    return forever().__next__


_FORM = "application/x-www-form-urlencoded"


async def post_problem(world: World, _: Crowd, __: int) -> Ask:
    posters = await world.people(
        "SELECT DISTINCT ON (m.member_id) m.member_id, s.id AS sign_in_id, c.slug FROM membership m"
        " JOIN community c ON c.id = m.community_id JOIN sign_in s ON s.member_id = m.member_id"
        " WHERE c.open AND m.role = 'member' AND c.problem_count > 0 ORDER BY m.member_id LIMIT 500"
    )
    components = await world.column("SELECT id::text FROM component ORDER BY md5(id::text) LIMIT 2")
    given = {"title": "The tunnel drops", "statement": _WORDS, "severity": "high", "component_ids": components}
    body = orjson.dumps(given)

    def forever() -> Iterator[bytes]:
        for person, row in cycle(posters):
            key, path = secrets.token_hex(12), f"{API}/communities/{row['slug']}/problems"
            yield request("POST", path, person.headers() | {"Idempotency-Key": key}, body)

    return forever().__next__


_VOUCHED = """
    SELECT v.author_id AS member_id, s.id AS sign_in_id, v.solution_id, v.environment_id
      FROM (SELECT DISTINCT ON (x.id) x.id, y.author_id, y.environment_id, y.solution_id
              FROM (SELECT * FROM solution TABLESAMPLE BERNOULLI ({share})) x
              JOIN validation y ON y.solution_id = x.id
             WHERE x.open AND x.status = 'validated' AND x.assessment #>> '{{counted,confirmed}}' = '3'
               AND (SELECT count(*) FROM validation z WHERE z.solution_id = x.id) = 3
             ORDER BY x.id, y.given_at DESC) v
      JOIN sign_in s ON s.member_id = v.author_id AND s.expires_at - s.started_at > interval '10000 days'
     WHERE hashtext(v.solution_id::text) & 7 = $1
     ORDER BY md5(v.solution_id::text) LIMIT 3000"""


async def give_validation(world: World, _: Crowd, place: int) -> Ask:
    """One of the three who vouch takes it back, and then vouches again: the status changes each time."""
    (guessed,) = await world.column("SELECT reltuples FROM pg_class WHERE oid = 'solution'::regclass")
    # A sample of the largest record, which is not copied: another one each time, since these are used up.
    givers = await world.people(_VOUCHED.format(share=min(100, 20_000_000 / max(guessed, 1))), place)
    if not givers:
        raise RuntimeError("No solution is left in this record that three vouch for, and no more: make it anew.")

    def forever() -> Iterator[bytes]:
        while True:
            for outcome, status in (("failed", "stale"), ("confirmed", "validated")):
                for person, row in givers:
                    yield _validation(person, row["solution_id"], row["environment_id"], outcome, status)

    return forever().__next__


async def give_spread(world: World, _: Crowd, place: int) -> Ask:
    """Members of one community, each in their own environment, each on the next of many of its solutions."""
    givers, solutions = await _crowd(world, place)

    def forever() -> Iterator[bytes]:
        for solution, (person, row) in zip(cycle(solutions), cycle(givers)):
            yield _validation(person, solution, row["environment_id"], "confirmed")

    return forever().__next__


async def give_hot(world: World, _: Crowd, place: int) -> Ask:
    """The same, all of them on one solution, then all on the next."""
    givers, solutions = await _crowd(world, place)

    def forever() -> Iterator[bytes]:
        for solution in cycle(solutions):
            for person, row in givers:
                yield _validation(person, solution, row["environment_id"], "confirmed")

    return forever().__next__


async def _crowd(world: World, place: int) -> tuple[list[tuple[Person, Any]], list[UUID]]:
    """Members of the largest open community with an environment each, and solutions of it that none of them wrote."""
    (home,) = await world.rows("SELECT id FROM community WHERE open ORDER BY member_count DESC, id LIMIT 1")
    solutions = await world.column(
        "SELECT s.id FROM (SELECT id, author_id, row_number() OVER (ORDER BY md5(id::text)) AS place FROM solution"
        " WHERE community_id = $1 AND status = 'proposed') s WHERE s.place & 7 = $2 ORDER BY s.place LIMIT 500",
        home["id"],
        place,
    )
    givers = await world.people(
        "SELECT DISTINCT ON (k.environment_id) m.member_id, s.id AS sign_in_id, k.environment_id FROM membership m"
        " JOIN sign_in s ON s.member_id = m.member_id AND s.expires_at - s.started_at > interval '10000 days'"
        " JOIN environment_keeper k ON k.member_id = m.member_id"
        " WHERE m.community_id = $1 AND m.role = 'member' AND m.state = 'active' ORDER BY k.environment_id LIMIT $2",
        home["id"],
        _RUSH,
    )
    return givers, solutions


def _validation(person: Person, solution: UUID, environment: UUID, outcome: str, status: str | None = None) -> bytes:
    """`status`: what the solution's becomes by it, which only who assesses nothing has to be told."""
    given = {
        "environment_id": str(environment),
        "revision": 1,
        "outcome": outcome,
        "evidence": "Set on 40 desktops; no drop in a week.",
        "machines": 40,
    }
    headers = person.headers() | {"Idempotency-Key": secrets.token_hex(12)}
    if status is not None:
        headers["X-Status"] = status
    return request("POST", f"{API}/solutions/{solution}/validations", headers, orjson.dumps(given))
