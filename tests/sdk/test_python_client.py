"""The Python client's front, both ways of it, against the real server over a wire that loses things."""

import asyncio
import hashlib
import hmac
import inspect
import json
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from queue import Queue
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_client import (
    Alliance,
    AsyncAlliance,
    Conflict,
    Invalid,
    NoAnswer,
    NotFound,
    PreconditionFailed,
    Refused,
    Retries,
    TokenRefused,
    Tokens,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnreadableAnswer,
    answer_of,
)
from alliance_client._following import Heard
from alliance_client.errors import IdempotencyKeyReused, OutcomeUnknown, SlugTaken, UnknownReference
from alliance_client.models import (
    ApiTokenIn,
    Community,
    CommunityIn,
    CommunityPatch,
    ConnectorIn,
    MemberIn,
    MembershipIn,
    Problem,
    ProblemIn,
    ProblemPatch,
    RegistrationIn,
    RevocationIn,
    SiteIn,
)
from app.auth.scopes import EVERY_SCOPE
from app.auth.tokens import issue_access_token
from app.core.settings import Settings
from app.main import create_app
from tests.conftest import EMPTY, SERVER, TEMPLATE, named, replace_database
from tests.people import Organization, Person
from tests.sdk.python_wire import GRANT, Answer, Client, Reply, refusal
from tests.served import Served, signed

PASSWORD = "a lighthouse in the fog"
GIVEN = ProblemIn(title="VPN drops", statement="Every hour.")


class House:
    """The server, and somebody who may do everything in it."""

    def __init__(self, served: Served, address: str, link: asyncpg.Connection, ann: Person, kind: str) -> None:
        self.served, self.address, self.link, self.ann, self.kind = served, address, link, ann, kind
        self.clients: list[Client] = []

    def client(self, *, tokens: Tokens | None = None, retries: Retries | None = None) -> Client:
        """A client of Ann's, if no other tokens are given."""
        access_token = signed(self.served.app, self.ann, EVERY_SCOPE).removeprefix("Bearer ")
        client = Client(self.kind, self.address, tokens or Tokens(access_token), retries)
        self.clients.append(client)
        return client

    async def member(self, email: str) -> Client:
        """A client that is signed in by password."""
        made = await self.client().ask("make_member", MemberIn(name="Bob", email=email))
        bob = self.client(tokens=Tokens("none"))
        await bob.ask("register", RegistrationIn(invitation_token=made.invitation_token, password=PASSWORD))
        await bob.ask("sign_in", email, PASSWORD)
        bob.wire.sent.clear()
        return bob

    def expired(self, client: Client) -> Client:
        """The same sign-in in another client, whose access token is over."""
        tokens = client.itself.tokens
        assert tokens is not None
        caller = self.served.app.state.house.tokens.read(tokens.access_token)
        settings = self.served.app.state.house.settings
        token, _ = issue_access_token(
            self.served.app.state.house.keys,
            settings.public_address,
            settings.public_address,
            caller.member_id,
            caller.sign_in_id,
            EVERY_SCOPE,
            lifetime=timedelta(minutes=-10),
        )
        return self.client(tokens=Tokens(token, tokens.refresh_token))


@pytest.fixture(scope="module")
def served(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str, str]]:
    name = f"alliance_python_{worker_id}"
    asyncio.run(replace_database(os.environ[SERVER], name, TEMPLATE))
    url = named(os.environ[SERVER], name)
    served = Served(create_app(Settings(data_dir=tmp_path_factory.mktemp("python")), url))
    address = served.start()
    yield served, address, url
    served.stop()


@pytest.fixture(params=["sync", "async"])
async def house(served: tuple[Served, str, str], request: pytest.FixtureRequest) -> AsyncIterator[House]:
    serving, address, url = served
    link = await asyncpg.connect(url)
    organization = Organization(serving.app, link)
    ann = await organization.member("Ann", role="administrator")
    house = House(serving, address, link, ann, request.param)
    yield house
    for client in house.clients:
        await client.close()
    await organization.close()
    await link.execute(EMPTY)
    await link.close()


async def test_an_access_token_that_has_expired_is_replaced_and_the_request_sent_again(house: House) -> None:
    bob = house.expired(await house.member("bob@example.org"))
    before = bob.itself.tokens
    me = await bob.ask("read_me")
    assert me.name == "Bob"
    assert [each.url.path for each in bob.wire.sent] == ["/api/v1/me", GRANT, "/api/v1/me"]
    after = bob.itself.tokens
    assert before is not None
    assert after is not None
    assert {after.access_token, after.refresh_token}.isdisjoint({before.access_token, before.refresh_token})


async def test_tokens_are_renewed_before_they_are_over(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = await house.member("bob@example.org")
    await bob.ask("read_me")
    now = time.monotonic()
    monkeypatch.setattr("alliance_client._sign_in.time.monotonic", lambda: now + 14 * 60 + 55)
    await bob.ask("read_me")
    assert [each.url.path for each in bob.wire.sent] == ["/api/v1/me", GRANT, "/api/v1/me"]


async def test_twenty_calls_at_once_renew_once(house: House) -> None:
    bob = house.expired(await house.member("bob@example.org"))
    answers = await bob.together("read_me", 20)
    assert {each.name for each in answers} == {"Bob"}
    assert len(bob.wire.asked("POST", GRANT)) == 1
    assert len(await bob.together("read_me", 20)) == 20
    assert len(bob.wire.asked("POST", GRANT)) == 1


async def test_a_renewal_that_fails_is_told_to_all_who_wait_for_it(house: House) -> None:
    bob = house.expired(await house.member("bob@example.org"))
    bob.wire.hold(GRANT, until_refused=8)
    bob.wire.answer_at(GRANT, *[httpx.ReadError("gone")] * 8)
    answers = await bob.together("read_me", 8, exceptions=True)
    assert {type(answer) for answer in answers} == {NoAnswer}
    assert not any(answer.may_be_done for answer in answers), "what was asked for was not carried out"
    # Who is told of the refusal late may ask once more; not each by themselves.
    assert len(bob.wire.asked("POST", GRANT)) < 8


async def test_a_renewal_that_fails_early_spoils_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = await house.member("bob@example.org")
    now = time.monotonic()
    monkeypatch.setattr("alliance_client._sign_in.time.monotonic", lambda: now + 14 * 60 + 55)
    bob.wire.answer_at(GRANT, refusal(503, "unavailable", retry_after="3600"))
    assert (await bob.ask("read_me")).name == "Bob"
    assert len(bob.wire.asked("POST", GRANT)) == 1


async def test_a_sign_in_that_has_ended_is_told_and_asked_for_once(house: House) -> None:
    signed_in = await house.member("bob@example.org")
    bob = house.expired(signed_in)
    await signed_in.ask("sign_out")
    assert signed_in.itself.tokens is None
    for _ in range(2):
        with pytest.raises(Unauthenticated) as refused:
            await bob.ask("read_me")
        assert (refused.value.status, refused.value.code) == (401, "unauthenticated")
    assert [each.url.path for each in bob.wire.sent] == ["/api/v1/me", GRANT, "/api/v1/me", "/api/v1/me"]


async def test_a_wrong_password_is_refused_by_type_and_too_many_tries_say_how_long_to_wait(house: House) -> None:
    await house.member("bob@example.org")
    guest = house.client(tokens=Tokens("none"), retries=Retries(tries=1))
    for _ in range(5):
        with pytest.raises(TokenRefused) as refused:
            await guest.ask("sign_in", "bob@example.org", "another one than that")
        assert (refused.value.status, refused.value.code) == (400, "invalid_grant")
        assert refused.value.detail
    with pytest.raises(TooManyRequests) as told:
        await guest.ask("sign_in", "bob@example.org", PASSWORD)
    assert told.value.retry_after is not None
    assert told.value.retry_after > 0


LOST: dict[str, Answer] = {
    "nothing": httpx.ReadError("gone"),
    "the connection": httpx.RemoteProtocolError("Server disconnected without sending a response."),
    "no answer in time": httpx.ReadTimeout("late"),
    "503": refusal(503, "outcome_unknown", retry_after="0"),
    "something between": Reply(502, "<h1>Bad gateway</h1>"),
}


@pytest.mark.parametrize("instead", LOST.values(), ids=LOST)
async def test_what_has_a_key_is_sent_again_when_its_answer_is_lost_and_done_once(
    house: House, instead: Answer
) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    ann.wire.sent.clear()
    ann.wire.lose(instead)
    problem = await ann.ask("post_problem", "network", GIVEN)
    sent = ann.wire.asked("POST")
    assert len(sent) == 2
    assert len({(each.headers["Idempotency-Key"], each.content) for each in sent}) == 1
    assert (problem.key, problem.title) == ("network-1", "VPN drops")
    assert [line.id for line in await ann.all("list_problems")] == [problem.id]
    await ann.ask("post_problem", "network", GIVEN)
    assert [line.key for line in await ann.all("list_problems", sort="-created_at")] == ["network-2", "network-1"]


@pytest.mark.parametrize("instead", LOST.values(), ids=LOST)
async def test_a_change_without_a_key_is_not_sent_again_when_its_answer_is_lost(house: House, instead: Answer) -> None:
    ann = house.client()
    made = await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    ann.wire.lose(instead)
    with pytest.raises(NoAnswer if isinstance(instead, Exception) else Refused) as told:
        await ann.ask("change_community", made.id, CommunityPatch(purpose="Nets."), if_match=made)
    if isinstance(told.value, NoAnswer):
        assert told.value.may_be_done
    elif isinstance(instead, Reply):
        assert type(told.value) is {502: Refused, 503: OutcomeUnknown}[instead.status]
    assert len(ann.wire.asked("PATCH")) == 1
    assert (await ann.ask("read_community", "network")).purpose == "Nets."


async def test_what_takes_no_key_is_not_sent_again_either(house: House) -> None:
    made = await house.client().ask("make_member", MemberIn(name="Bob", email="bob@example.org"))
    guest = house.client(tokens=Tokens("none"))
    guest.wire.lose(httpx.ReadError("gone"))
    with pytest.raises(NoAnswer):
        await guest.ask("register", RegistrationIn(invitation_token=made.invitation_token, password=PASSWORD))
    assert len(guest.wire.sent) == 1
    assert "Idempotency-Key" not in guest.wire.sent[0].headers
    await guest.ask("sign_in", "bob@example.org", PASSWORD)


NOTHING_DONE: dict[str, Answer] = {
    "not connected": httpx.ConnectError("refused"),
    "no connection in time": httpx.ConnectTimeout("late"),
    "503": refusal(503, "unavailable", retry_after="0"),
    "429": refusal(429, "too_many_requests", retry_after="0"),
    "409": refusal(409, "request_still_running", retry_after="0"),
}


@pytest.mark.parametrize("instead", NOTHING_DONE.values(), ids=NOTHING_DONE)
async def test_a_change_is_sent_again_where_nothing_was_done(house: House, instead: Answer) -> None:
    ann = house.client()
    made = await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    ann.wire.cut(instead)
    changed = await ann.ask("change_community", made.id, CommunityPatch(purpose="Nets."), if_match=made)
    assert changed.purpose == "Nets."
    assert len(ann.wire.asked("PATCH")) == 2


async def test_tries_and_waits_have_limits(house: House) -> None:
    ann = house.client(retries=Retries(tries=3))
    ann.wire.cut(*[httpx.ConnectError("refused")] * 3)
    with pytest.raises(NoAnswer) as told:
        await ann.ask("read_me")
    assert not told.value.may_be_done
    assert isinstance(told.value.__cause__, httpx.ConnectError)
    assert len(ann.wire.sent) == 3
    patient = house.client(retries=Retries(seconds=60))
    patient.wire.cut(refusal(503, "unavailable", retry_after="61"))
    with pytest.raises(Unavailable) as late:
        await patient.ask("read_me")
    assert late.value.retry_after == 61
    assert len(patient.wire.sent) == 1


async def test_lists_are_gone_through_page_by_page(house: House) -> None:
    ann = house.client()
    codes = ["BER", "GVA", "LYS", "ROM", "ZRH"]
    for code in codes:
        await ann.ask("make_site", SiteIn(code=code, name=code, region="Europe", time_zone="Europe/Zurich"))
    ann.wire.sent.clear()
    assert [line.code for line in await ann.all("list_sites", limit=2)] == codes
    assert len(ann.wire.sent) == 3
    pages = await ann.pages("list_sites", limit=2)
    assert [len(page.items) for page in pages] == [2, 2, 1]
    rest = await ann.all("list_sites", limit=2, cursor=pages[0].next_cursor)
    assert [line.code for line in rest] == codes[2:]


async def test_filters_take_several_values(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    for severity in ("low", "high", "critical"):
        await ann.ask("post_problem", "network", ProblemIn(title="VPN", statement="Drops.", severity=severity))
    found = await ann.all("list_problems", severity=["low", "critical"], author=[str(house.ann.id)], sort="-created_at")
    assert [line.severity for line in found] == ["critical", "low"]
    assert await ann.all("list_problems", severity=("moderate",), limit=100) == []


async def test_events_are_gone_through_to_what_is_newest_and_on_from_there(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    organization = Organization(house.served.app, house.link)
    await organization.settled()
    pages = await ann.pages("list_events", limit=1)
    assert pages[0].items[0].kind == "community.founded"
    await ann.ask("post_problem", "network", GIVEN)
    await organization.settled()
    since = await ann.all("list_events", cursor=pages[-1].next_cursor)
    assert [event.kind for event in since] == ["problem.posted"]


async def test_the_feed_is_followed_across_lost_connections_and_tells_each_event_once(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    await Organization(house.served.app, house.link).settled()
    ann.wire.streams_end_after.extend([2, 1, 1])
    heard: Queue[tuple[str, str | None]] = Queue()
    following = asyncio.create_task(
        ann.follow(6, lambda event, cursor: heard.put((event.kind, cursor)), community=["network"])
    )
    told = [await asyncio.to_thread(heard.get, timeout=60) for _ in range(2)]
    for _ in range(4):
        await house.client().ask("post_problem", "network", GIVEN)
        told.append(await asyncio.to_thread(heard.get, timeout=60))
    await asyncio.wait_for(following, 60)
    kinds = [kind for kind, _ in told]
    assert kinds == ["community.founded", "membership.begun", *["problem.posted"] * 4]
    streams = ann.asked_for_streams()
    assert len(streams) == 4
    assert [each.url.params.get("cursor") for each in streams] == [None, *(told[at][1] for at in (1, 2, 3))]
    # From the place that was kept, another client goes on, and so does a list.
    rest: list[str] = []
    place = told[3][1]
    await asyncio.wait_for(
        house.client().follow(2, lambda event, _: rest.append(event.kind), community=["network"], cursor=place), 60
    )
    assert rest == ["problem.posted"] * 2
    assert len(await ann.all("list_events", community=["network"], cursor=place)) == 2


async def test_from_now_only_what_happens_is_told_and_the_end_of_the_sign_in_ends_it(house: House) -> None:
    bob = await house.member("bob@example.org")
    await house.client().ask("found_community", CommunityIn(slug="network", name="Network"))
    await Organization(house.served.app, house.link).settled()
    told: Queue[str] = Queue()
    following = asyncio.create_task(bob.follow(9, lambda event, _: told.put(event.kind), from_="now"))
    assert await asyncio.to_thread(bob.wire.streaming.wait, 60)
    await house.client().ask("post_problem", "network", GIVEN)
    assert await asyncio.to_thread(told.get, timeout=60) == "problem.posted"
    tokens = bob.itself.tokens
    assert tokens is not None
    await house.client().ask("revoke_token", RevocationIn(token=tokens.access_token))
    with pytest.raises(Unauthenticated):
        await asyncio.wait_for(following, 60)
    assert told.empty()


@given(cuts=st.lists(st.integers(0, 200)), ending=st.sampled_from(["\n", "\r\n"]))
def test_a_stream_says_the_same_however_it_is_cut(cuts: list[int], ending: str) -> None:
    lines = [
        "id: a",
        "retry: 3120",
        "",
        ":",
        "",
        'data: {"title":"A\u2028line"}',
        "id:b",
        "",
        "data: 1",
        "data: 2",
        "id: c",
        "",
    ]
    text = "".join(line + ending for line in lines) + "data: not yet"
    marks = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    heard = Heard()
    messages = [message for a, b in pairwise(marks) for message in heard.messages(text[a:b])]
    assert [(each.id, each.data) for each in messages] == [
        ("a", ""),
        ("a", ""),
        ("b", '{"title":"A\u2028line"}'),
        ("c", "1\n2"),
    ]
    assert heard.pause == 3.12


async def test_who_holds_the_newest_gets_back_what_they_hold(house: House) -> None:
    ann = house.client()
    made = await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    held = await ann.ask("read_community", "network")
    assert held.etag
    assert await ann.ask("read_community", "network", if_none_match=held) is held
    page = await ann.page("list_communities")
    assert await ann.page("list_communities", if_none_match=page) is page
    changed = await ann.ask("change_community", made.id, CommunityPatch(purpose="Nets."), if_match=held)
    newer = await ann.ask("read_community", "network", if_none_match=held)
    assert newer == changed
    assert newer.etag == changed.etag != held.etag
    assert [line.version for line in (await ann.page("list_communities", if_none_match=page)).items] == [2]


async def test_what_was_changed_meanwhile_is_told_by_type(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    problem = await ann.ask("post_problem", "network", GIVEN)
    newer = await ann.ask("change_problem", problem.id, ProblemPatch(severity="high"), if_match=problem)
    with pytest.raises(PreconditionFailed) as stale:
        await ann.ask("change_problem", problem.id, ProblemPatch(severity="low"), if_match=problem)
    assert stale.value.errors[0].parameter == "If-Match"
    assert (await ann.ask("change_problem", problem.id, ProblemPatch(severity="low"), if_match=newer)).version == 3


async def test_a_part_of_an_answer_or_a_copy_names_the_version_that_was_read(house: House) -> None:
    bob = await house.member("bob@example.org")
    await house.client().ask("found_community", CommunityIn(slug="network", name="Network"))
    me = await bob.ask("read_me")
    await bob.ask("add_membership", "network", MembershipIn(member_id=me.id))
    network = await bob.ask("read_community", "network")
    assert network.my_membership is not None
    await bob.ask("end_membership", "network", me.id, if_match=network.my_membership)
    assert (await bob.ask("read_community", "network")).my_membership is None
    copied = Community.from_dict(network.to_dict() | {"version": 7})
    with pytest.raises(PreconditionFailed):
        await house.client().ask("change_community", "network", CommunityPatch(purpose="Nets."), if_match=copied)


async def test_refusals_are_exceptions_of_their_code_below_those_of_their_status(house: House) -> None:
    ann = house.client()
    given = CommunityIn(slug="network", name="Network")
    await ann.ask("found_community", given)
    with pytest.raises(SlugTaken) as taken:
        await ann.ask("found_community", given)
    assert isinstance(taken.value, Conflict)
    assert (taken.value.status, taken.value.code) == (409, "slug_taken")
    assert taken.value.request_id
    nowhere = ProblemIn(title="VPN", statement="Drops.", component_ids=[house.ann.id])
    with pytest.raises(UnknownReference) as unknown:
        await ann.ask("post_problem", "network", nowhere)
    assert isinstance(unknown.value, Invalid)
    assert "#/component_ids/0" in str(unknown.value)
    with pytest.raises(NotFound):
        await ann.ask("read_problem", "network-1")
    await ann.ask("post_problem", "network", GIVEN, idempotency_key="mine")
    with pytest.raises(IdempotencyKeyReused):
        await ann.ask("post_problem", "network", nowhere, idempotency_key="mine")
    again = await ann.ask("post_problem", "network", GIVEN, idempotency_key="mine")
    assert again.key == "network-1"


async def test_refusals_that_are_not_known_are_those_of_their_status(house: House) -> None:
    ann = house.client(retries=Retries(tries=1))
    ann.wire.cut(refusal(409, "moon_too_full"), refusal(418, "teapot"), Reply(404, "<h1>Nothing</h1>"))
    with pytest.raises(Conflict) as full:
        await ann.ask("read_me")
    assert (type(full.value), full.value.code) == (Conflict, "moon_too_full")
    with pytest.raises(Refused) as teapot:
        await ann.ask("read_me")
    assert (type(teapot.value), teapot.value.status) == (Refused, 418)
    with pytest.raises(NotFound) as nothing:
        await ann.ask("read_me")
    assert (nothing.value.code, nothing.value.errors) == ("", ())
    ann.wire.cut(Reply(200, "<h1>Welcome</h1>"))
    with pytest.raises(UnreadableAnswer):
        await ann.ask("read_me")


async def test_how_something_was_answered_can_be_asked(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    made = await ann.ask("post_problem", "network", GIVEN, idempotency_key="1")
    again = await ann.ask("post_problem", "network", GIVEN, idempotency_key="1")
    read = await ann.ask("read_problem", made.id)
    told = [answer_of(each) for each in (made, again, read)]
    assert [answer and (answer.status, answer.replayed) for answer in told] == [(201, False), (201, True), (200, False)]
    assert all(answer and answer.request_id for answer in told)
    assert answer_of(Problem.from_dict(read.to_dict())) is None


async def test_fields_and_values_that_are_not_known_are_taken(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    await ann.ask("post_problem", "network", GIVEN)

    def later(problem: Any) -> None:
        problem["severity"] = "cosmic"
        problem["moon"] = {"phase": "full"}
        problem["author"]["pronouns"] = "they"

    ann.wire.alter(later)
    problem = await ann.ask("read_problem", "network-1")
    assert problem.severity == "cosmic"
    assert problem.additional_properties == {"moon": {"phase": "full"}}
    assert problem.author.additional_properties == {"pronouns": "they"}
    assert problem.to_dict()["moon"] == {"phase": "full"}


@pytest.mark.parametrize("house", ["async"], indirect=True)
async def test_a_call_that_is_given_up_does_not_lose_the_next_tokens(house: House) -> None:
    bob = house.expired(await house.member("bob@example.org"))
    assert isinstance(bob.itself, AsyncAlliance)
    asked = asyncio.ensure_future(bob.itself.read_me())
    await bob.wire.renewing.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert (await bob.itself.read_me()).name == "Bob"
    assert len(bob.wire.asked("POST", GRANT)) == 1


async def test_a_program_acts_by_its_token_for_the_person_it_names(house: House) -> None:
    ann = house.client()
    await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    desk = await ann.ask("make_member", MemberIn(name="Help desk", kind="service"))
    await ann.ask("add_membership", "network", MembershipIn(member_id=desk.id, role="member"))
    scopes = ["members:act-for", "problems:write"]
    asked = ApiTokenIn(name="Tickets", scopes=scopes, expires_at=datetime.now(UTC) + timedelta(days=1))
    made = await ann.ask("make_token_of_member", desk.id, asked)
    program = house.client(tokens=Tokens(made.secret))
    problem = await program.ask("post_problem", "network", GIVEN, on_behalf_of=house.ann.id)
    assert (problem.author.id, problem.author.kind) == (house.ann.id, "person")
    assert (problem.through.id, problem.through.kind) == (desk.id, "service")
    await program.ask("sign_out")
    with pytest.raises(Unauthenticated):
        await house.client(tokens=Tokens(made.secret)).ask("post_problem", "network", GIVEN)


async def test_what_a_ticket_system_signed_is_passed_on_as_it_came(house: House) -> None:
    ann = house.client()
    network = await ann.ask("found_community", CommunityIn(slug="network", name="Network"))
    desk = await ann.ask("make_member", MemberIn(name="Help desk", kind="service"))
    await ann.ask("add_membership", "network", MembershipIn(member_id=desk.id, role="member"))
    given = {
        "kind": "memory",
        "system": "desk",
        "name": "Desk",
        "config": {"world": "passed on"},
        "secret": {"webhook_secrets": ["between us"]},
        "community_id": str(network.id),
        "member_id": str(desk.id),
    }
    connector = await ann.ask("make_connector", ConnectorIn.from_dict(given))
    said = b'{ "items": [{"key": "MEM-1",  "kind": "changed"}] }'
    signature = hmac.new(b"between us", said, hashlib.sha256).hexdigest()
    relay = house.client(tokens=Tokens("at_none"))
    taken = await relay.ask("take_delivery", connector.id, said, x_signature=signature)
    assert taken.tickets == 1
    for changed in ({"x_signature": signature[::-1]}, {}):
        with pytest.raises(NotFound):
            await relay.ask("take_delivery", connector.id, said, **changed)


def test_every_operation_of_the_contract_is_a_method_of_both_clients() -> None:
    contract = json.loads((Path(__file__).parents[2] / "openapi" / "openapi.json").read_bytes())
    named = {operation["operationId"] for path in contract["paths"].values() for operation in path.values()}
    assert len(named) > 100
    for client in (Alliance, AsyncAlliance):
        assert named <= {name for name, _ in inspect.getmembers(client, inspect.isfunction)}
