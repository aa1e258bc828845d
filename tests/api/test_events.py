"""The feed: what each reader sees of it, and that nobody who goes on from a cursor ever misses an event."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from app.core.ids import new_id
from app.events.epoch import ensure_epoch
from app.events.kinds import DATA, EventKind
from app.models.event import EventShown
from tests.people import Organization, Person, found_community, ok, refused

PROBLEM = {"title": "Slow", "statement": "Everything is slow."}


async def _feed(organization: Organization, person: Person, **query: Any) -> list[Any]:
    await organization.settled()
    return await person.all("/events", **query)


def _kinds(events: list[Any]) -> list[str]:
    return [event["kind"] for event in events]


async def test_what_happens_stands_in_the_feed_in_its_order(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = await found_community(ann)
    problem = await ann.make("/communities/network/problems", PROBLEM)
    await bob.make("/communities/network/memberships", {"member_id": str(bob.id)})
    events = await _feed(organization, bob)
    wanted = ["community.founded", "membership.begun", "problem.posted", "membership.begun"]
    assert _kinds(events) == wanted
    for limit in (1, 3, 4):
        assert await bob.all("/events", limit=limit) == events
    for event in events:
        EventShown.model_validate(event)
        assert set(event["data"]) <= DATA[EventKind(event["kind"])]
    posted = events[2]
    assert posted["subject"] == {"kind": "problem", "id": problem["id"]}
    assert posted["actor"] == {"id": str(ann.id), "name": "Ann", "kind": "person"}
    assert posted["through"] is None
    assert posted["community_id"] == community["id"]
    assert posted["data"]["number"] == 1


async def test_newest_first_is_the_same_feed_backward_and_ends(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    for _ in range(3):
        await ann.make("/communities/network/problems", PROBLEM)
    forward = await _feed(organization, ann)
    for limit in (1, 2, 5, 100):
        assert await ann.all("/events", order="newest", limit=limit) == forward[::-1]
    last = await ann.read("/events", order="newest", limit=5)
    assert last["next_cursor"] is None


async def test_going_on_from_a_cursor_gives_what_came_since(organization: Organization) -> None:
    ann = await organization.member("Ann")
    empty = await ann.read("/events")
    assert (empty["items"], empty["next_cursor"] is None) == ([], False)
    await found_community(ann)
    await organization.settled()
    answer = await ann.get("/events", cursor=empty["next_cursor"])
    page = ok(answer)
    assert _kinds(page["items"]) == ["community.founded", "membership.begun"]
    assert answer.headers["Link"].endswith('rel="next"')
    again = await ann.read("/events", cursor=page["next_cursor"])
    assert again == {"items": [], "next_cursor": page["next_cursor"]}
    await ann.make("/communities/network/problems", PROBLEM)
    await organization.settled()
    assert _kinds((await ann.read("/events", cursor=again["next_cursor"]))["items"]) == ["problem.posted"]


async def test_from_now_gives_only_what_comes(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await organization.settled()
    for filters in ({}, {"kind": "problem.posted"}):
        now = await ann.read("/events", **{"from": "now"}, **filters)
        assert now["items"] == []
        posted = await ann.make("/communities/network/problems", PROBLEM)
        await organization.settled()
        for again in ({}, {"from": "now"}):
            page = await ann.read("/events", cursor=now["next_cursor"], **filters, **again)
            assert [event["subject"]["id"] for event in page["items"]] == [posted["id"]]
    refused(await ann.get("/events", **{"from": "now", "order": "newest"}), 422, "invalid")
    refused(await ann.get("/events", **{"from": "then"}), 422, "invalid")


async def test_filters_narrow_the_feed(organization: Organization) -> None:
    ann = await organization.member("Ann")
    network = await found_community(ann)
    windows = await found_community(ann, slug="windows", visibility="private")
    problem = await ann.make("/communities/network/problems", PROBLEM)
    assert len(await _feed(organization, ann)) == 5
    for named in (network["id"], "network"):
        assert _kinds(await ann.all("/events", community=named, limit=2)) == [
            "community.founded",
            "membership.begun",
            "problem.posted",
        ]
    assert len(await ann.all("/events", community=["network", windows["slug"]], limit=1)) == 5
    assert len(await ann.all("/events", community=windows["slug"], kind="community.founded")) == 1
    assert _kinds(await ann.all("/events", subject=problem["id"])) == ["problem.posted"]
    assert len(await ann.all("/events", kind=["community.founded", "problem.posted"], limit=1)) == 3
    refused(await ann.get("/events", kind="community.lost"), 422, "invalid")
    refused(await ann.get("/events", actor=str(ann.id)), 422, "invalid")


async def test_a_communitys_events_are_read_by_whoever_may_read_it_now(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    communities = {
        visibility: await found_community(ann, slug=visibility, visibility=visibility)
        for visibility in ("open", "listed", "private")
    }
    problems = {
        visibility: await ann.make(f"/communities/{community['id']}/problems", PROBLEM)
        for visibility, community in communities.items()
    }
    assert len(await _feed(organization, ann)) == 9
    for filters in ({}, {"community": [each["id"] for each in communities.values()]}):
        assert {event["community_id"] for event in await bob.all("/events", **filters)} == {communities["open"]["id"]}
    for visibility in ("listed", "private"):
        assert await bob.all("/events", subject=problems[visibility]["id"]) == []
    place = f"/communities/{communities['private']['slug']}/memberships"
    await ann.make(place, {"member_id": str(bob.id)})
    inside = [
        event for event in await _feed(organization, bob) if event["community_id"] == communities["private"]["id"]
    ]
    assert _kinds(inside) == ["community.founded", "membership.begun", "problem.posted", "membership.begun"]
    left = await bob.delete(f"{place}/{bob.id}", tag='"1-x"')
    assert left.status_code == 204
    assert {event["community_id"] for event in await _feed(organization, bob)} == {communities["open"]["id"]}


async def test_what_happens_where_one_may_not_read_changes_no_byte_of_ones_feed(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(bob, slug="own")
    secret = await found_community(ann, slug="secret", visibility="private")
    await organization.settled()

    async def seen() -> list[tuple[str, str | None]]:
        answers = [await bob.get("/events", **query) for query in ({}, {"from": "now"}, {"order": "newest"})]
        return [(answer.text, answer.headers.get("Link")) for answer in answers]

    before = await seen()
    await ann.make(f"/communities/{secret['id']}/problems", PROBLEM)
    await organization.settled()
    assert await seen() == before


async def _told(organization: Organization, person: Person, kind: EventKind, **columns: Any) -> None:
    given = {"open": True, "personal": False, "data": "{}", "subject_kind": "member", **columns}
    names = ", ".join(f'"{name}"' for name in given)
    places = ", ".join(f"${number}" for number in range(5, 5 + len(given)))
    await organization.link.execute(
        f"INSERT INTO event (id, kind, subject_id, actor_id, at, {names}) VALUES ($1, $2, $3, $4, now(), {places})",
        new_id(),
        kind.value,
        person.id,
        person.id,
        *given.values(),
    )


async def test_catalogue_and_members_are_read_by_all_and_personal_events_by_nobody(organization: Organization) -> None:
    ann, boss = await organization.member("Ann"), await organization.member("Boss", role="administrator")
    await _told(organization, ann, EventKind.member_changed)
    await _told(organization, ann, EventKind.member_signed_in, personal=True)
    for reader in (ann, boss):
        assert _kinds(await _feed(organization, reader)) == ["member.changed"]
        assert _kinds(await reader.all("/events", subject=str(ann.id))) == ["member.changed"]
        assert await reader.all("/events", kind="member.signed_in") == []


async def test_a_cursor_fits_its_own_query_reader_and_server_only(
    organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    cursor = (await ann.read("/events"))["next_cursor"]
    for reader, query in ((ann, {"kind": "site.made"}), (ann, {"order": "newest"}), (bob, {})):
        refused(await reader.get("/events", cursor=cursor, **query), 422, "cursor_mismatch")
    refused(await ann.get("/events", cursor="x"), 422, "cursor_mismatch")
    monkeypatch.setattr(organization.house, "epoch", new_id())
    refused(await ann.get("/events", cursor=cursor), 422, "cursor_mismatch")


async def test_the_source_of_a_solution_is_told_only_to_those_who_may_read_it(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    community = UUID((await found_community(ann))["id"])
    source = str(new_id())
    data = f'{{"kind": "fix", "derived_from_id": "{source}"}}'
    await _told(
        organization, ann, EventKind.solution_posted, subject_kind="solution", community_id=community, data=data
    )
    posted = (await _feed(organization, bob, kind="solution.posted"))[0]
    assert posted["data"] == {"kind": "fix", "derived_from_id": None}


async def test_rows_of_another_server_come_before_all_that_is_to_come(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await ann.make("/communities/network/problems", PROBLEM)
    before = await _feed(organization, ann)
    dsn = organization.house.database.dsn
    epoch = await ensure_epoch(dsn)
    assert await ensure_epoch(dsn) == epoch
    await organization.link.execute("UPDATE installation SET system_identifier = 1")
    await organization.link.execute("UPDATE event SET xid = (xid::text::bigint + 1000000000)::text::xid8")
    assert await ann.all("/events") == []
    renewed = await asyncio.gather(*(ensure_epoch(dsn) for _ in range(3)))
    assert len({*renewed}) == 1
    assert renewed[0] != epoch
    await ann.make("/communities/network/problems", PROBLEM)
    after = await _feed(organization, ann)
    assert (after[:-1], after[-1]["kind"]) == (before, "problem.posted")


WRITERS = 8
ROUNDS = 120
Reader = Callable[[], Awaitable[list[str]]]


@asynccontextmanager
async def _writers(organization: Organization, person: Person) -> AsyncIterator[tuple[AsyncIterator[None], list[str]]]:
    """Transactions that overlap: each step, one of some connections begins and tells an event, tells another, or
    commits. Gives the steps, and the ids of what was committed."""
    links = [await asyncpg.connect(organization.house.database.dsn) for _ in range(WRITERS)]
    under_way: dict[int, list[str]] = {}
    committed: list[str] = []
    chance = random.Random(7)

    async def step(*, last: bool = False) -> None:
        number = chance.choice([*under_way]) if last else chance.randrange(WRITERS)
        if last or (number in under_way and chance.random() < 0.5):
            await links[number].execute("COMMIT")
            committed.extend(under_way.pop(number))
            return
        if number not in under_way:
            await links[number].execute("BEGIN")
        identity = new_id()
        await links[number].execute(
            "INSERT INTO event (id, kind, subject_kind, subject_id, actor_id, at, open, personal, data)"
            " VALUES ($1, 'member.changed', 'member', $2, $2, now(), true, false, '{}')",
            identity,
            person.id,
        )
        under_way.setdefault(number, []).append(str(identity))

    async def steps() -> AsyncIterator[None]:
        for _ in range(ROUNDS):
            await step()
            yield
        while under_way:
            await step(last=True)
            yield

    try:
        yield steps(), committed
    finally:
        for link in links:
            await link.close()


def _by_the_feed(_: Organization, person: Person) -> Reader:
    place: dict[str, str] = {}

    async def read() -> list[str]:
        page = await person.read("/events", limit=100, **place)
        place["cursor"] = page["next_cursor"]
        return [event["id"] for event in page["items"]]

    return read


def _by_position(organization: Organization, _: Person) -> Reader:
    """As one would who trusts a plain sequence."""
    place = [0]

    async def read() -> list[str]:
        rows = await organization.link.fetch(
            "SELECT id, position FROM event WHERE position > $1 ORDER BY position LIMIT 100", place[0]
        )
        if rows:
            place[0] = rows[-1]["position"]
        return [str(row["id"]) for row in rows]

    return read


@pytest.mark.parametrize(("reading", "misses"), [(_by_the_feed, False), (_by_position, True)])
async def test_a_reader_who_goes_on_from_where_they_were_misses_nothing_and_by_a_plain_sequence_does(
    organization: Organization, reading: Callable[[Organization, Person], Reader], misses: bool
) -> None:
    ann = await organization.member("Ann")
    read = reading(organization, ann)
    told: list[str] = []
    async with _writers(organization, ann) as (steps, committed):
        async for _ in steps:
            told += await read()
    await organization.settled()
    while more := await read():
        told += more
    assert len(told) == len(set(told))
    assert (set(told) != set(committed)) is misses


async def test_readers_beside_writers_through_the_door_are_told_everything_once_in_one_order(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    slugs = [f"n{number}" for number in range(4)]
    for slug in slugs:
        await found_community(ann, slug=slug)
    read = _by_the_feed(organization, ann)
    told: list[str] = []

    async def write(slug: str) -> None:
        for _ in range(8):
            await ann.make(f"/communities/{slug}/problems", PROBLEM)

    writing = asyncio.gather(*(write(slug) for slug in slugs))
    while not writing.done():
        told += await read()
    await writing
    await organization.settled()
    while more := await read():
        told += more
    assert told == [event["id"] for event in await ann.all("/events")]
    assert len(told) == len(slugs) * 10
    for slug in slugs:
        numbers = [event["data"]["number"] for event in await ann.all("/events", community=slug, kind="problem.posted")]
        assert numbers == sorted(numbers)
