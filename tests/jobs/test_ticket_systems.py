"""The promises of a connector, for each ticket system that there is: the system on a socket, asked and answered as the
worker does it, and counting what was posted into it."""

import asyncio
import gzip
import json
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from starlette.responses import Response

from tests.integrations.connecting import CHANGES, POSTS
from tests.integrations.fakes.base import Act, as_json, garble_the_answer, lose_the_answer, slow
from tests.jobs import desk as desks
from tests.jobs.conftest import Worker, worker_of
from tests.jobs.offices import HEARING, WAYS, Office, open_office
from tests.people import Organization, Person, ok, refused

pytestmark = pytest.mark.anyio


@dataclass
class Desk(desks.Desk):
    """`bob` is known to the system by his address, as Ann is, where it tells addresses."""

    office: Office
    bob: Person

    async def asked(self, statement: str) -> Any:
        return await self.organization.link.fetchval(statement)

    async def begun(self, title: str = "VPN drops", body: str = "Since **May**.") -> tuple[str, Any]:
        """A ticket that became a problem: its key, and the problem."""
        key = self.office.ticket(title, body)
        await self.work()
        return key, next(each for each in await self.problems() if each["title"] == title)

    async def delivered(self, key: str) -> Any:
        return await self.hears(*self.office.webhook(key))

    async def use_of(self, key: str) -> Any:
        return next(each for each in await self.tickets() if each["key"] == key)

    async def said(self, problem: Any) -> list[str]:
        return [each["body"] for each in await self.comments(problem)]


@pytest.fixture(params=WAYS)
async def desk(organization: Organization, worker: Worker, request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    with open_office(request.param) as office:
        made = await desks.desk_of(organization, worker, **office.connector)
        bob = await organization.member("Bob")
        for person, address in ((made.ann, "ann@acme.example"), (bob, "bob@acme.example")):
            await organization.link.execute("UPDATE identity SET email = $2 WHERE member_id = $1", person.id, address)
        yield Desk(**vars(made), office=office, bob=bob)


hearing = pytest.mark.parametrize("desk", HEARING, indirect=True)


async def test_a_ticket_becomes_a_problem_of_its_requester_and_another_does_not(desk: Desk) -> None:
    key = desk.office.ticket("VPN drops", "Since May.")
    other = desk.office.fake.make("Coffee is cold")
    await desk.work()
    (problem,) = await desk.problems()
    assert (problem["title"], problem["severity"], problem["external_reference"]["key"]) == ("VPN drops", "high", key)
    assert "Since May." in problem["statement"]
    if desk.office.ways.knows_people:
        assert (problem["author"]["id"], problem["through"]["id"]) == (str(desk.ann.id), str(desk.service.id))
    else:
        assert (problem["author"]["id"], problem["through"]) == (str(desk.service.id), None)
        assert f"Reported by ann in [desk {key}]" in problem["statement"]
    assert {each["key"]: each["use"] for each in await desk.tickets()} == {key: "problem", other: "none"}
    (link,) = await desk.ann.all(f"/problems/{problem['id']}/ticket-links")
    assert (link["system"], link["key"], link["state"]) == ("desk", key, desk.office.fake.state(key))


async def test_what_is_said_on_either_side_is_heard_once_on_the_other_and_makes_no_echo(desk: Desk) -> None:
    fake = desk.office.fake
    key, problem = await desk.begun()
    fake.say(key, "Still so.")
    if desk.office.ways.knows_people:
        fake.say(key, "An inside word.", public=False)
    await desk.says(problem, "Try **roaming**.")
    for _ in range(4):
        await desk.work()
    theirs, ours = sorted(await desk.comments(problem), key=lambda each: each["body"].startswith("Try"))
    assert ours["body"] == "Try **roaming**."
    if desk.office.ways.knows_people:
        assert (theirs["body"], theirs["author"]["id"]) == ("Still so.", str(desk.bob.id))
    else:
        assert "Still so." in theirs["body"]
        assert "Reported by bob" in theirs["body"]
        assert theirs["author"]["id"] == str(desk.service.id)
    (posted,) = fake.posted
    assert "roaming" in posted
    assert problem["key"] in posted


async def test_states_go_both_ways_and_what_we_set_there_does_not_come_back_as_theirs(desk: Desk) -> None:
    fake, ways = desk.office.fake, desk.office.ways
    theirs, first = await desk.begun("VPN drops")
    ours, second = await desk.begun("DNS is slow")
    fake.bring(theirs, ways.rejected)
    await desk.work()
    closed = await desk.ann.read(f"/problems/{first['id']}")
    assert (closed["state"], closed["closure"]["reason"]) == ("closed", "out_of_scope")
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    ok(await desk.ann.put(f"/problems/{second['id']}/closure", given))
    await desk.work()
    assert fake.state(ours) == ways.over
    await desk.work()
    shown = await desk.use_of(ours)
    assert (shown["state"], shown["expected_state"], shown["differs"]) == (ways.over, ways.over, False)
    changes = [each for each in fake.asked if each.startswith(CHANGES[fake.kind]) and "comment" not in each]
    for _ in range(2):
        await desk.work()
    assert [each for each in fake.asked if each.startswith(CHANGES[fake.kind]) and "comment" not in each] == changes


@pytest.mark.parametrize("lost", [False, True], ids=["heard", "lost"])
async def test_a_state_that_comes_back_after_it_went_on_is_somebody_else_s_doing(desk: Desk, lost: bool) -> None:
    """What is ours is known as ours even where nobody heard that it was done, and not for ever."""
    fake, ways = desk.office.fake, desk.office.ways
    await _maps(desk, closures={ways.over: "obsolete"}, states={"closed": ways.over})
    key, problem = await desk.begun()
    begun = fake.state(key)
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    closure = f"/problems/{problem['id']}/closure"
    ok(await desk.ann.put(closure, given))
    if lost:
        fake.plan(lose_the_answer, *ways.sets)
    await desk.work()
    assert fake.state(key) == ways.over
    ok(await desk.ann.delete(closure, tag=(await desk.ann.get(f"/problems/{problem['id']}")).headers["ETag"]))
    await desk.work()
    assert (await desk.ann.read(f"/problems/{problem['id']}"))["state"] == "open", "an echo of ours closed it"
    fake.bring(key, begun)
    await desk.work()
    fake.bring(key, ways.over)
    await desk.work()
    assert (await desk.ann.read(f"/problems/{problem['id']}"))["state"] == "closed"


async def _maps(desk: Desk, **changes: Any) -> None:
    at = f"/connectors/{desk.connector['id']}"
    ok(await desk.ada.change(at, changes))


async def test_a_validated_solution_is_told_in_the_ticket_once(desk: Desk) -> None:
    fake = desk.office.fake
    key, problem = await desk.begun()
    solution = await desk.validates(problem)
    for _ in range(3):
        await desk.work()
    (posted,) = fake.posted
    for said in (solution["title"], "is validated", "1 confirmed"):
        assert said in posted
    assert fake.state(key) == desk.office.ways.over
    assert await desk.said(problem) == []


async def test_what_was_deleted_there_is_marked_and_told_nothing_more(desk: Desk) -> None:
    key, problem = await desk.begun()
    desk.office.fake.delete(key)
    await desk.says(problem, "For nobody.")
    for _ in range(2):
        await desk.work()
    assert (await desk.use_of(key))["gone_at"] is not None
    assert desk.office.fake.posted == []
    assert len(await desk.problems()) == 1


@hearing
async def test_deliveries_come_twice_at_once_and_in_any_order_and_double_nothing(desk: Desk) -> None:
    fake = desk.office.fake
    await _polls_no_more(desk)
    keys = [desk.office.ticket(f"Problem {number}") for number in range(5)]
    for key in keys:
        fake.say(key, f"Of {key}")
    heard = keys * 3
    random.Random(5).shuffle(heard)
    answers = await asyncio.gather(*(desk.delivered(key) for key in heard))
    assert {each.status_code for each in answers} == {202}
    await desk.worker.work()
    for key in heard:
        assert (await desk.delivered(key)).json() == {"tickets": 1}
    await desk.worker.work()
    found = await desk.problems()
    assert sorted(each["external_reference"]["key"] for each in found) == sorted(keys)
    for each in found:
        (said,) = await desk.said(each)
        assert f"Of {each['external_reference']['key']}" in said
    assert fake.posted == []


async def _polls_no_more(desk: Desk) -> None:
    """What comes now, comes by webhooks alone."""
    await desk.organization.link.execute("DELETE FROM job WHERE kind = 'poll_tickets'")


@hearing
async def test_what_is_not_signed_is_answered_as_a_connector_that_is_not_there(desk: Desk) -> None:
    key = desk.office.ticket("VPN drops")
    headers, body = desk.office.webhook(key)
    nowhere = await desk.organization.client().post(f"/api/v1/connectors/{uuid4()}/deliveries", content=b"{}")
    expected = refused(nowhere, 404, "not_found")["detail"]
    signature = next(name for name in headers if name.lower().endswith(("signature", "signature-256")))
    for forged in ("", "sha256=00", "sha256=\u00ff", "AAAA", "=" * 5_000, headers[signature][:-2] + "00"):
        answer = await desk.hears(headers | {signature: forged.encode("latin-1")}, body)
        assert refused(answer, 404, "not_found")["detail"] == expected
    unsigned = {name: value for name, value in headers.items() if name != signature}
    assert refused(await desk.hears(unsigned, body), 404, "not_found")["detail"] == expected
    assert refused(await desk.hears(headers, body + b" "), 404, "not_found")["detail"] == expected
    assert await desk.asked("SELECT count(*) FROM job WHERE kind = 'look_at_ticket'") == 0


async def test_a_system_that_sends_nothing_is_not_heard() -> None:
    assert set(WAYS) - set(HEARING) == {"request tracker", "servicenow"}


@hearing
async def test_a_delivery_in_another_encoding_is_read_or_refused_with_the_reason(desk: Desk) -> None:
    await _polls_no_more(desk)
    key = desk.office.ticket("VPN drops")
    assert desk.office.ways.changed is not None
    text = json.dumps(desk.office.ways.changed(key))
    plain = text.encode()
    packed = gzip.compress(plain)
    read: list[tuple[bytes, dict[str, str]]] = [
        (text.encode("utf-16"), {}),
        (text.encode("utf-16-le"), {"content-type": "application/json; charset=utf-16-le"}),
        (text.encode("utf-8-sig"), {}),
        (packed, {"content-encoding": "gzip"}),
        (plain, {"content-encoding": "identity"}),
        (plain, {"content-type": "text/plain"}),
    ]
    unread: list[tuple[bytes, dict[str, str]]] = [
        (text.encode("utf-16-le"), {}),
        (plain, {"content-type": "application/json; charset=utf-16"}),
        (plain, {"content-type": "application/json; charset=klingon"}),
        (plain, {"content-encoding": "gzip"}),
        (plain, {"content-encoding": "br"}),
        (packed[:-9], {"content-encoding": "gzip"}),
        (gzip.compress(b" " * 10_000_000), {"content-encoding": "gzip"}),
        (b'{"action": "\xff"}', {}),
        (b"[" * 100_000, {}),
        (b"[]", {}),
        (b"", {}),
        (b"NaN", {}),
        (b"1" * 10_000, {}),
    ]
    for body, more in unread:
        answer = await desk.hears(*_with(desk.office.signed(body), more))
        assert refused(answer, 400, "malformed")["detail"].startswith("The delivery cannot be read: "), (
            body[:50],
            more,
        )
    assert await desk.asked("SELECT count(*) FROM job WHERE kind = 'look_at_ticket'") == 0
    for body, more in read:
        answer = await desk.hears(*_with(desk.office.signed(body), more))
        assert (answer.status_code, answer.json()) == (202, {"tickets": 1}), (body[:50], more)
    await desk.worker.work()
    assert [each["external_reference"]["key"] for each in await desk.problems()] == [key]


def _with(signed: tuple[dict[str, str], bytes], more: dict[str, str]) -> tuple[dict[str, str], bytes]:
    headers = {name.lower(): value for name, value in signed[0].items()}
    return headers | more, signed[1]


@hearing
async def test_an_oversized_delivery_is_refused_and_the_next_poll_tells_the_same(desk: Desk) -> None:
    key = desk.office.ticket("VPN drops")
    assert desk.office.ways.changed is not None
    body = json.dumps(desk.office.ways.changed(key) | {"more": "x" * 1_100_000}).encode()
    headers, body = desk.office.signed(body)
    refused(await desk.hears(headers, body), 413, "too_large")
    chunked = await desk.organization.client().post(
        f"/api/v1/connectors/{desk.connector['id']}/deliveries", content=_in_parts(body), headers=headers
    )
    refused(chunked, 413, "too_large")
    assert await desk.asked("SELECT count(*) FROM job WHERE kind = 'look_at_ticket'") == 0
    await desk.work()
    assert [each["external_reference"]["key"] for each in await desk.problems()] == [key]


async def _in_parts(body: bytes) -> AsyncIterator[bytes]:
    for place in range(0, len(body), 100_000):
        yield body[place : place + 100_000]


async def test_while_a_system_wants_to_be_left_alone_nothing_asks_it_and_afterwards_all_is_told_once(
    desk: Desk,
) -> None:
    fake = desk.office.fake
    key, problem = await desk.begun()
    fake.plan(lambda: as_json({"message": "slow down"}, 429, Retry_After="600"))
    await desk.work()
    health = (await desk.shown())["health"]
    assert health["last_error"].startswith("Away: It answered 429")
    pause = "connector.failed_at + interval '600 seconds'"
    assert await desk.asked(
        f"SELECT job.due_at >= {pause} FROM job, connector WHERE job.kind = 'poll_tickets' AND job.state = 'waiting'"
    )
    calls = len(fake.asked)
    await desk.says(problem, "Try roaming.")
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    ok(await desk.ann.put(f"/problems/{problem['id']}/closure", given))
    later = desk.office.ticket("DNS is slow")
    if desk.office.ways.signed is not None:
        assert (await desk.delivered(later)).json() == {"tickets": 1}
    await _jobs_are_due(desk)
    await desk.worker.work()
    assert len(fake.asked) == calls, "it was asked before its time"
    early = f"SELECT count(*) FROM job, connector WHERE job.state <> 'done' AND job.due_at < {pause}"
    assert await desk.asked(early) == 0
    await desk.work()
    assert len(fake.posted) == 1
    assert fake.state(key) == desk.office.ways.over
    assert sorted(each["title"] for each in await desk.problems()) == ["DNS is slow", "VPN drops"]


async def _jobs_are_due(desk: Desk) -> None:
    """As if somebody had every job tried again at once."""
    await desk.organization.link.execute("UPDATE job SET due_at = clock_timestamp() WHERE state = 'waiting'")


async def test_rate_limited_in_the_middle_of_each_page_it_gets_through_all_the_same(desk: Desk) -> None:
    """Each time it may ask for the page, and for what is said in a ticket or two."""
    fake, many = desk.office.fake, 12
    budget = 1 + many * desk.office.ways.asks_in_pages + 6
    for number in range(many):
        fake.say(desk.office.ticket(f"Problem {number}"), "A word.")
    left = [budget]

    def counts() -> Response | None:
        left[0] -= 1
        return as_json({"message": "slow down"}, 429, Retry_After="1") if left[0] < 0 else None

    fake.always = counts
    for _ in range(2 * many):
        left[0] = budget
        await desk.work()
    assert (await desk.shown())["health"]["last_error"].startswith("Away: It answered 429")
    found = await desk.problems()
    assert sorted(each["title"] for each in found) == sorted(f"Problem {number}" for number in range(many))
    for each in found:
        assert len(await desk.said(each)) == 1


async def test_while_a_system_is_down_for_an_hour_what_is_said_waits_and_is_told_once(desk: Desk) -> None:
    fake = desk.office.fake
    key, problem = await desk.begun()
    fake.always = lambda: as_json({"message": "maintenance"}, 503)
    await desk.says(problem, "Try roaming.")
    given = {"reason": "obsolete", "comment": "Replaced.", "duplicate_of_id": None}
    ok(await desk.ann.put(f"/problems/{problem['id']}/closure", given))
    fake.say(key, "Still so.")
    desk.office.ticket("DNS is slow")
    for _ in range(8):  # the pauses between so many tries are more than an hour
        await desk.work()
    assert (await desk.shown())["health"]["last_error"].startswith("Away: It answered 503")
    waits = "SELECT {}(due_at) - clock_timestamp() {} FROM job WHERE state = 'waiting' AND kind {} 'poll_tickets'"
    assert await desk.asked(waits.format("min", "> interval '1 hour'", "<>")), "it is asked less and less"
    assert await desk.asked(waits.format("max", "<= interval '10 minutes'", "=")), "and it is seen when it is back"
    assert await desk.asked("SELECT count(*) FROM job WHERE state = 'failed'") == 0
    fake.always = None
    await desk.organization.link.execute("UPDATE job SET due_at = clock_timestamp() WHERE kind = 'poll_tickets'")
    await desk.worker.work()
    assert len(fake.posted) == 1
    assert fake.state(key) == desk.office.ways.over
    assert sorted(each["title"] for each in await desk.problems()) == ["DNS is slow", "VPN drops"]
    assert len(await desk.said(problem)) == 2


async def test_what_waits_for_a_secret_that_is_right_goes_on_when_it_is_given(desk: Desk) -> None:
    fake, at = desk.office.fake, f"/connectors/{desk.connector['id']}"
    key, problem = await desk.begun()
    wrong = fake.secret | {("password" if "password" in fake.secret else "token"): "wrong"}
    ok(await desk.ada.change(at, {"secret": wrong}))
    await desk.says(problem, "Try roaming.")
    fake.say(key, "Still so.")
    for _ in range(8):
        await desk.work()
    assert (await desk.shown())["health"]["last_error"].startswith("Refused: It answered 401")
    assert fake.posted == []
    ok(await desk.ada.change(at, {"secret": fake.secret}))
    await desk.worker.work()
    assert len(fake.posted) == 1
    assert len(await desk.said(problem)) == 2


NONSENSE: dict[str, Callable[[], Response]] = {
    "a page of HTML": lambda: Response("<html>Welcome</html>", media_type="text/html"),
    "nothing": lambda: Response(b"", 200),
    "a list": lambda: as_json([3, None, "x"]),
    "null": lambda: as_json(None),
    "other fields": lambda: as_json({"items": 3, "issues": {"a": 1}, "result": "x", "tickets": None, "audits": 7}),
    "no UTF-8": lambda: Response(b'{"items": "\xff\xfe"}', media_type="application/json"),
    "cut off": lambda: Response(b'{"items": [{"id": "1', media_type="application/json"),
    "too deep": lambda: Response(b"[" * 50_000, media_type="application/json"),
    "another's page": lambda: Response(status_code=302, headers={"Location": "http://127.0.0.1:9/"}),
    "no such encoding": lambda: Response(b"{}", headers={"Content-Encoding": "gzip"}, media_type="application/json"),
}


async def test_nonsense_at_any_step_is_shown_and_nothing_is_lost_or_half_done(desk: Desk) -> None:
    fake, ways = desk.office.fake, desk.office.ways
    key, problem = await desk.begun()
    for number, (name, nonsense) in enumerate(NONSENSE.items()):
        fake.say(key, f"Said {number}")
        shown: set[str] = set()
        for method, path in (("GET", ways.polls), ("GET", ways.remarks), (POSTS[fake.kind], "")):
            if method != "GET":
                await desk.says(problem, f"Told {number}.")
            fake.plan(nonsense, method, path)
            await desk.work()
            shown.add(str((await desk.shown())["health"]["last_error"]).partition(":")[0])
        assert shown <= {"Nonsense", "Moved", "Away"}, name
        assert not fake.waits, name
        await desk.work()
    said = await desk.said(problem)
    assert len(said) == 2 * len(NONSENSE), said
    for number in range(len(NONSENSE)):
        assert len([each for each in fake.posted if f"Told {number}." in each]) == 1
    assert len(await desk.problems()) == 1


@pytest.mark.parametrize("lost", [lose_the_answer, garble_the_answer])
async def test_a_comment_of_which_the_answer_was_lost_is_posted_once(desk: Desk, lost: Act) -> None:
    fake = desk.office.fake
    _, problem = await desk.begun()
    await desk.says(problem, "Try roaming.")
    fake.plan(lost, POSTS[fake.kind])
    await desk.work()
    assert len(fake.posted) == 1
    assert await desk.asked("SELECT count(*) FROM job WHERE kind = 'tell_ticket' AND state = 'waiting'") == 1
    for _ in range(2):
        await desk.work()
    assert len(fake.posted) == 1
    assert len(await desk.said(problem)) == 1
    assert await desk.asked("SELECT count(*) FROM job WHERE kind = 'tell_ticket' AND state <> 'done'") == 0


@pytest.fixture
async def impatient(organization: Organization) -> AsyncIterator[Worker]:
    async with worker_of(organization, patience=0.3) as worker:
        yield worker


async def test_a_system_that_never_answers_is_left_and_asked_again(desk: Desk, impatient: Worker) -> None:
    fake, ways = desk.office.fake, desk.office.ways
    _, problem = await desk.begun()
    desk.worker = impatient
    desk.office.ticket("DNS is slow")
    await desk.says(problem, "Try roaming.")
    for where in (("GET", ways.polls), ("GET", ways.remarks), ways.posts):
        fake.plan(slow, *where)
    for _ in range(4):
        await desk.work()
    assert (await desk.shown())["health"]["last_error"].startswith("Away: Not reached: TooSlowError")
    assert not fake.waits
    for _ in range(2):
        await desk.work()
    assert len(fake.posted) == 1
    assert sorted(each["title"] for each in await desk.problems()) == ["DNS is slow", "VPN drops"]


async def test_a_page_that_is_broken_off_half_way_is_gone_on_with_where_it_ended(desk: Desk) -> None:
    fake, ways = desk.office.fake, desk.office.ways
    for number in range(25):
        fake.say(desk.office.ticket(f"Problem {number}"), "A word.")
    fake.plan(lambda: as_json({}, Content_Length="99"), "GET", ways.polls)
    await desk.work()
    assert await desk.problems() == []
    read = 25 * (desk.office.ways.asks_in_pages // 2) + 7
    fake.plan(lambda: as_json({}, Content_Length="99"), "GET", ways.remarks, after=read)
    await desk.work()
    assert 0 < len(await desk.problems()) < 25
    await desk.work()
    found = await desk.problems()
    assert len(found) == len({each["title"] for each in found}) == 25
    for each in found:
        assert len(await desk.said(each)) == 1
