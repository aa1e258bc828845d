"""The feed as a stream: what a page would tell, as it comes to be, to whoever may read it now."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import orjson
import pytest

from app.auth.scopes import EVERY_SCOPE, Scope
from app.auth.tickets import TICKET_SECONDS, Tickets
from app.auth.tokens import LEEWAY_SECONDS, Caller, issue_access_token
from app.core.settings import Settings
from app.domain.errors import Unauthenticated
from app.http.accepting import asks_for_stream
from app.http.hub import MOST_OF_A_MEMBER
from app.http.requests import PREFIX
from app.main import create_app
from tests.listening import Reader, listening
from tests.people import Organization, Person, found_community, refused

pytestmark = pytest.mark.anyio

PROBLEM = {"title": "Slow", "statement": "Everything is slow."}
MARK = "canary-f7a39"


def _answer(reader: Reader) -> httpx.Response:
    """What was answered instead of a stream."""
    return httpx.Response(reader.status, headers=reader.headers, content=reader.body)


async def test_what_happens_is_told_as_a_page_tells_it_and_goes_on_from_any_message(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    async with listening(organization.app, bob) as reader:
        assert (reader.status, reader.headers["content-type"]) == (200, "text/event-stream")
        assert reader.headers["cache-control"] == "no-store"
        assert reader.headers["vary"].startswith("Accept, ")
        assert "x-request-id" in reader.headers
        assert reader.parser.retry is not None
        await reader.until("membership.begun")
        await ann.make("/communities/network/problems", PROBLEM)
        await reader.until("problem.posted")
        page = await bob.read("/events")
        assert [each.event for each in reader.told] == page["items"]
        assert reader.told[-1].id == page["next_cursor"]
        middle = reader.told[0].id
    rest = await bob.read("/events", cursor=middle)
    assert [each["kind"] for each in rest["items"]] == ["membership.begun", "problem.posted"]
    ways: list[dict[str, Any]] = [{"last_id": middle}, {"cursor": middle}, {"last_id": middle, "now": True}]
    for begun in ways:
        async with listening(organization.app, bob, **begun) as reader:
            await reader.count(2)
            assert reader.kinds == ["membership.begun", "problem.posted"]


async def test_who_begins_now_has_a_place_to_come_back_to_before_anything_happened(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await organization.settled()
    async with listening(organization.app, ann, now=True) as reader:
        place = reader.parser.last_id
    assert reader.told == []
    await ann.make("/communities/network/problems", PROBLEM)
    async with listening(organization.app, ann, last_id=place, now=True) as reader:
        await reader.until("problem.posted")
        assert reader.kinds == ["problem.posted"]


async def test_filters_narrow_a_stream_and_wake_it(organization: Organization) -> None:
    ann = await organization.member("Ann")
    network = await found_community(ann)
    await found_community(ann, slug="windows")
    mine = await ann.make("/communities/network/problems", PROBLEM)
    await organization.settled()
    asked: list[dict[str, Any]] = [
        {"community": "network"},
        {"community": [network["id"], "nowhere"]},
        {"kind": ["problem.posted", "problem.closed"]},
        {"subject": mine["id"]},
        {"community": "network", "kind": "problem.changed", "subject": mine["id"]},
    ]
    async with AsyncExitStack() as open_ones:
        readers = [
            await open_ones.enter_async_context(listening(organization.app, ann, now=True, **each)) for each in asked
        ]
        await ann.make("/communities/windows/problems", PROBLEM)
        await ann.change("/problems/network-1", {"title": "Slower"})
        await ann.make("/communities/network/problems", PROBLEM)
        wanted = [
            ["problem.changed", "problem.posted"],
            ["problem.changed", "problem.posted"],
            ["problem.posted", "problem.posted"],
            ["problem.changed"],
            ["problem.changed"],
        ]
        for reader, kinds in zip(readers, wanted, strict=True):
            await reader.count(len(kinds))
            assert reader.kinds == kinds


async def test_a_private_community_is_told_to_its_members_alone_from_when_they_are_until_they_are_not(
    organization: Organization,
) -> None:
    ann, bob, eve = [await organization.member(name) for name in ("Ann", "Bob", "Eve")]
    await found_community(ann)
    secret = await found_community(ann, slug=MARK, visibility="private")
    place = f"/communities/{secret['id']}"
    async with listening(organization.app, bob) as of_bob, listening(organization.app, eve) as of_eve:
        await of_bob.count(2)
        await ann.make(f"{place}/problems", PROBLEM)
        await ann.make(f"{place}/memberships", {"member_id": str(bob.id)})
        await of_bob.until("membership.begun", 3)
        assert [each.event["community_id"] for each in of_bob.told[2:]] == [secret["id"]] * 4
        assert (await bob.delete(f"{place}/memberships/{bob.id}", tag='"1-x"')).status_code == 204
        hidden = await ann.make(f"{place}/problems", PROBLEM)
        shown = await ann.make("/communities/network/problems", PROBLEM)
        for reader in (of_bob, of_eve):
            await reader.until("problem.posted", 2 if reader is of_bob else 1)
            assert reader.told[-1].event["subject"]["id"] == shown["id"]
            assert hidden["id"] not in reader.body.decode()
        assert "membership.ended" not in of_bob.kinds
        for sign in (MARK, secret["id"], hidden["id"]):
            assert sign not in of_eve.body.decode() + str(of_eve.headers)
        assert of_eve.kinds == ["community.founded", "membership.begun", "problem.posted"]


async def test_the_source_of_a_solution_is_told_to_those_who_may_read_it(organization: Organization) -> None:
    ann, eve = await organization.member("Ann"), await organization.member("Eve")
    await found_community(ann)
    secret = await found_community(ann, slug="secret", visibility="private")
    solution = {"title": "Pin", "kind": "workaround", "summary": "Pin it.", "steps": "Pin.", "applicability": []}
    hidden = await ann.make(f"/communities/{secret['id']}/problems", PROBLEM)
    source = await ann.make(f"/problems/{hidden['id']}/solutions", solution)
    await ann.make("/communities/network/problems", PROBLEM)
    async with listening(organization.app, ann) as of_ann, listening(organization.app, eve) as of_eve:
        await ann.make("/problems/network-1/solutions", {**solution, "derived_from_id": source["id"]})
        await of_ann.until("solution.posted", 2)
        await of_eve.until("solution.posted")
        assert of_ann.told[-1].event["data"]["derived_from_id"] == source["id"]
        assert of_eve.told[-1].event["data"]["derived_from_id"] is None
        assert source["id"] not in of_eve.body.decode()


async def test_a_stream_ends_with_its_sign_in_and_with_its_member_and_others_go_on(organization: Organization) -> None:
    admin = await organization.member("Admin", role="administrator")
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    async with (
        listening(organization.app, admin) as of_admin,
        listening(organization.app, ann) as of_ann,
        listening(organization.app, bob) as of_bob,
    ):
        token = ann.client.headers["Authorization"].removeprefix("Bearer ")
        await ann.client.post(f"{PREFIX}/auth/revocation", data={"token": token})
        await of_ann.end()
        member = await admin.get(f"/members/{bob.id}")
        assert (await admin.put(f"/members/{bob.id}/deactivation", tag=member.headers["ETag"])).status_code == 200
        await of_bob.end()
        await of_admin.until("member.deactivated")
    assert of_ann.told == []
    async with listening(organization.app, ann) as reader:
        refused(_answer(reader), 401, "unauthenticated")


def _signed(organization: Organization, person: Person, seconds: float, *scopes: Scope) -> dict[str, str]:
    """A token that is taken for so many seconds more."""
    house = organization.house
    token, _ = issue_access_token(
        house.keys,
        house.public_address,
        house.public_address,
        person.id,
        person.sign_in_id,
        scopes or EVERY_SCOPE,
        lifetime=timedelta(seconds=seconds - LEEWAY_SECONDS),
    )
    return {"Authorization": f"Bearer {token}"}


async def test_a_stream_ends_when_its_token_is_taken_no_longer(organization: Organization) -> None:
    ann = await organization.member("Ann")
    short = _signed(organization, ann, 2)
    async with listening(organization.app, headers=short) as reader, listening(organization.app, ann) as other:
        await reader.end()
        assert not other.ended.is_set()
    async with listening(organization.app, headers=short) as reader:
        refused(_answer(reader), 401, "unauthenticated")


async def _ticket(person: Person, **headers: str) -> str:
    answer = await person.client.post(f"{PREFIX}/events/tickets", headers=headers)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    return str(answer.json()["ticket"])


async def test_a_ticket_opens_a_stream_and_nothing_else(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    ticket = await _ticket(ann)
    async with listening(organization.app, ticket=ticket) as reader:
        await reader.count(2)
        place = reader.told[0].id
    async with listening(organization.app, ticket=await _ticket(ann), cursor=place) as reader:
        await reader.until("membership.begun")
        assert reader.kinds == ["membership.begun"]
    nobody = organization.client()
    refused(await nobody.get(f"{PREFIX}/events", params={"ticket": ticket}), 401, "unauthenticated")
    for path in ("/me", "/audit-events"):
        refused(await nobody.get(PREFIX + path, params={"ticket": ticket}), 422, "invalid")
    for path in ("/events", "/me", "/audit-events"):
        given = {"Authorization": f"Bearer {ticket}", "Accept": "text/event-stream"}
        refused(await nobody.get(PREFIX + path, headers=given), 401, "unauthenticated")
    refused(await nobody.post(f"{PREFIX}/events/tickets", params={"ticket": ticket}), 422, "invalid")
    other = ticket[:20] + ("B" if ticket[20] == "A" else "A") + ticket[21:]
    for wrong in ("", "as_", ticket[:-1], ticket + "A", other, "as_" + place, place):
        async with listening(organization.app, ticket=wrong) as reader:
            refused(_answer(reader), 401, "unauthenticated")
    async with listening(organization.app, ann, last_id=ticket) as reader:
        refused(_answer(reader), 422, "cursor_mismatch")


async def test_a_ticket_is_of_its_sign_in_and_lasts_no_longer_than_the_token_it_was_asked_for_with(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    async with listening(organization.app, ticket=await _ticket(ann, **_signed(organization, ann, 3))) as reader:
        await reader.end()
    ticket = await _ticket(ann)
    await organization.link.execute("UPDATE sign_in SET ended_at = now() WHERE id = $1", ann.sign_in_id)
    refused(await ann.post("/events/tickets"), 401, "unauthenticated")
    async with listening(organization.app, ticket=ticket) as reader:
        refused(_answer(reader), 401, "unauthenticated")


async def test_a_ticket_needs_the_scope_of_events(organization: Organization) -> None:
    ann = await organization.member("Ann")
    narrow = _signed(organization, ann, 60, Scope.me_read)
    refused(await ann.client.post(f"{PREFIX}/events/tickets", headers=narrow), 403, "insufficient_scope")
    async with listening(organization.app, headers=narrow) as reader:
        refused(_answer(reader), 403, "insufficient_scope")


async def test_a_ticket_is_good_for_a_minute(organization: Organization) -> None:
    ann = await organization.member("Ann")
    clock = [time.time()]
    tickets = Tickets(organization.house.keys.cursor_secret, clock=lambda: clock[0])
    caller = organization.house.tokens.read(ann.client.headers["Authorization"].removeprefix("Bearer "))
    ticket, _ = tickets.issue(caller)
    assert ticket != tickets.issue(caller)[0]
    clock[0] += TICKET_SECONDS - 1
    assert tickets.read(ticket) == Caller(ann.id, ann.sign_in_id, frozenset({Scope.events_read}), caller.expires_at)
    clock[0] += 1
    with pytest.raises(Unauthenticated):
        tickets.read(ticket)


async def test_nothing_is_lost_nor_told_twice_over_reconnections_while_many_write(organization: Organization) -> None:
    ann = await organization.member("Ann")
    slugs = [f"n{number}" for number in range(4)]
    communities = [
        await found_community(ann, slug=slug, visibility="private" if number % 2 else "open")
        for number, slug in enumerate(slugs)
    ]
    chance = random.Random(7)
    told: list[str] = []
    wanted = 4 * 2 + 4 * 25

    async def write(community: Any) -> None:
        for _ in range(25):
            await ann.make(f"/communities/{community['id']}/problems", PROBLEM)

    async def read() -> None:
        place: str | None = None
        while len(told) < wanted:
            async with listening(organization.app, ann, last_id=place) as reader:
                await reader.count(min(chance.randint(1, 9), wanted - len(told)))
                # A connection breaks wherever it breaks: what was told until then was told.
                told.extend(reader.ids)
                place = reader.parser.last_id

    async with asyncio.TaskGroup() as together:
        for community in communities:
            together.create_task(write(community))
        together.create_task(read())
    await organization.settled()
    assert told == [event["id"] for event in await ann.all("/events")]
    assert len(told) == wanted


async def test_the_bell_may_be_lost_and_streams_go_on(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    async with listening(organization.app, ann) as reader:
        await reader.count(2)
        ended = await organization.link.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'alliance bell' AND datname = current_database()"
        )
        assert ended == 1
        for number in range(1, 4):
            await ann.make("/communities/network/problems", PROBLEM)
            await reader.until("problem.posted", number)


async def test_what_another_program_changes_without_a_bell_is_told_all_the_same(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await organization.settled()
    async with listening(organization.app, ann, now=True) as reader:
        await organization.link.execute(
            "INSERT INTO event (id, kind, subject_kind, subject_id, at, open, personal, data)"
            " VALUES (gen_random_uuid(), 'site.made', 'site', gen_random_uuid(), now(), true, false, '{}')"
        )
        await reader.until("site.made")


async def test_what_waited_for_a_longer_change_is_told_when_that_ends(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    await organization.settled()
    other = await asyncpg.connect(organization.dsn)
    async with listening(organization.app, ann, now=True) as reader:
        longer = other.transaction()
        await longer.start()
        await other.execute("SELECT pg_current_xact_id()")
        await ann.make("/communities/network/problems", PROBLEM)
        assert reader.told == []
        await longer.rollback()
        await reader.until("problem.posted")
    await other.close()


async def test_a_member_has_so_many_streams_and_no_more(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    async with AsyncExitStack() as open_ones:
        for _ in range(MOST_OF_A_MEMBER - 1):
            await open_ones.enter_async_context(listening(organization.app, ann))
        async with listening(organization.app, ann):
            async with listening(organization.app, ann) as reader:
                refused(_answer(reader), 429, "too_many_streams")
                assert int(reader.headers["retry-after"]) > 0
            async with listening(organization.app, bob) as reader:
                assert reader.status == 200
        async with listening(organization.app, ann) as reader:
            assert reader.status == 200
    assert len(organization.house.hub) == 0


@asynccontextmanager
async def _hub(organization: Organization, **given: float) -> AsyncIterator[None]:
    """The hub's limits are others while the block runs."""
    hub = organization.house.hub
    before = {name: getattr(hub, name) for name in given}
    for name, value in given.items():
        setattr(hub, name, value)
    yield
    for name, value in before.items():
        setattr(hub, name, value)


async def test_an_idle_stream_says_that_it_is_there(organization: Organization) -> None:
    ann = await organization.member("Ann")
    async with _hub(organization, heartbeat_seconds=0.05), listening(organization.app, ann) as reader:
        await reader.comment()
        await reader.comment()
    assert reader.told == []


async def test_a_client_that_takes_nothing_holds_no_connection_to_the_database_and_is_cut_off(
    organization: Organization,
) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    pool = organization.house.database.read
    async with _hub(organization, unread_seconds=0.5), listening(organization.app, ann) as reader:
        await reader.count(2)
        reader.reads.clear()
        await ann.make("/communities/network/problems", PROBLEM)
        async with asyncio.timeout(60):
            await reader.is_sent_to.wait()
        async with AsyncExitStack() as held:
            for _ in range(pool.limit):
                await held.enter_async_context(pool.taken())
            async with asyncio.timeout(60):
                await reader.cut_off.wait()
    assert len(organization.house.hub) == 0


async def test_who_leaves_ends_all_streams_and_lets_no_new_one_in(
    organization: Organization, database_url: str, settings: Settings
) -> None:
    app = create_app(settings, database_url)
    async with app.router.lifespan_context(app):
        inside = Organization(app, organization.link)
        ann = await inside.member("Ann")
        async with listening(app, ann) as one, listening(app, ann) as two:
            app.state.house.hub.leave()
            await one.end()
            await two.end()
        async with listening(app, ann) as reader:
            refused(_answer(reader), 503, "unavailable")
        assert (await ann.get("/events")).status_code == 200
        await inside.close()


async def test_a_stream_is_asked_for_well_or_refused(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann)
    async with listening(organization.app, bob, order="newest") as reader:
        refused(_answer(reader), 422, "invalid")
    async with listening(organization.app, ann) as reader:
        place = reader.parser.last_id
    others: list[tuple[Person, dict[str, Any]]] = [(bob, {}), (ann, {"community": "network"})]
    for person, query in others:
        async with listening(organization.app, person, last_id=place, **query) as reader:
            document = refused(_answer(reader), 422, "cursor_mismatch")
            assert document["errors"][0]["parameter"] == "Last-Event-ID"
            assert document["errors"][0]["in"] == "header"
    async with listening(organization.app) as reader:
        refused(_answer(reader), 401, "unauthenticated")
    async with listening(organization.app, ann, method="HEAD") as reader:
        await reader.end()
        assert (reader.status, reader.body) == (200, b"")
    page = await ann.client.get(f"{PREFIX}/events", headers={"Accept": "application/json, text/event-stream"})
    assert page.headers["content-type"] == "application/json"
    assert page.headers["vary"].startswith("Accept, ")
    assert orjson.loads(page.content)["items"]


@pytest.mark.parametrize(
    ("accepted", "streams"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream", True),
        ("text/event-stream, */*;q=0.1", True),
        ("text/event-stream;q=0.9, application/json;q=0.8", True),
        ("application/json, text/event-stream", False),
        ("application/json;q=1.0, text/event-stream;q=0.5", False),
        ("text/event-stream;q=0", False),
        ("text/event-stream;q=much", False),
        ("*/*", False),
        ("text/*", False),
        ("", False),
    ],
)
def test_a_stream_is_what_is_named_and_liked_better_than_json(accepted: str, streams: bool) -> None:
    assert asks_for_stream({"headers": [(b"accept", accepted.encode())]}) is streams
    assert not asks_for_stream({"headers": []})
