"""What holds for every ticket system, against a fake of each that behaves as its documentation says."""

import dataclasses
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.responses import Response

from app.integrations.base import (
    Away,
    BadSignature,
    Gone,
    Item,
    Nonsense,
    NoSuchTicket,
    Person,
    Refused,
    Ticket,
    Trouble,
)
from app.integrations.calling import LONGEST_ANSWER
from app.integrations.kinds import KINDS, open_system
from tests.integrations.connecting import CHANGES, FAKES, POSTS, Any_, connect, said, ticket, told, walk
from tests.integrations.fakes.base import as_json, lose_the_answer, slow, unreachable

WORDS = "Pin the **MTU**:\n\n1. open the `profile`\n2. reconnect\n\nSee [the log](<https://example.org/log>)."


@pytest.fixture(params=FAKES)
def fake(request: pytest.FixtureRequest) -> Any_:
    return FAKES[request.param]()


async def test_a_ticket_is_read_whole(fake: Any_) -> None:
    key = fake.make("VPN drops", "Every hour.", requester="Ann", severity="High", labels=["vpn"])
    found = await ticket(connect(fake), key)
    assert (found.key, found.title, found.body_markdown, found.state) == (
        key,
        "VPN drops",
        "Every hour.",
        fake.states[0],
    )
    assert found.labels == {"vpn"}
    assert found.severity == (None if fake.kind == "github" else "High")
    assert found.requester == (Person("Ann") if fake.kind == "github" else Person("Ann", "ann@acme.example"))
    assert found.queue in ("acme/network", "NET", "Network")
    assert found.url.startswith("http")
    assert found.created_at == found.updated_at or found.created_at < found.updated_at
    assert found.created_at.tzinfo is not None


async def test_its_version_is_the_same_however_it_is_met_and_another_once_it_changes(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    first = await ticket(system, key)
    items, _ = await walk(system)
    assert [item.version for item in items if isinstance(item, Ticket)] == [first.version]
    fake.edit(key, "VPN drops hourly")
    assert (await ticket(system, key)).version != first.version
    assert dataclasses.replace(first, labels=frozenset({"new"})).version != first.version


async def test_a_text_with_what_no_text_of_ours_may_hold_is_read_without_it(fake: Any_) -> None:
    key = fake.make("a\x00b", "one\r\ntwo \x00 three")
    found = await ticket(connect(fake), key)
    assert found.title == "ab"
    assert "\x00" not in found.body_markdown
    assert "\r" not in found.body_markdown


async def test_a_walk_tells_every_ticket_and_the_next_one_what_changed(fake: Any_) -> None:
    keys = [fake.make(f"Ticket {number}") for number in range(230)]
    system = connect(fake)
    first = await system.changed_since(None)
    assert first.more
    assert len(first.items) <= 100
    items, mark = await walk(system)
    assert set(told(items)) == set(keys)
    fake.clock += timedelta(hours=1)
    _, mark = await walk(system, mark)
    fake.clock += timedelta(hours=1)
    fake.edit(keys[3], "changed")
    fake.say(keys[4], "and a word")
    new = fake.make("new")
    items, mark = await walk(system, mark)
    assert set(told(items)) == {keys[3], keys[4], new}
    assert told(items)[keys[3]].title == "changed"
    fake.clock += timedelta(hours=1)
    _, mark = await walk(system, mark)
    fake.clock += timedelta(hours=1)
    items, _ = await walk(system, mark)
    assert items == []


async def test_what_is_of_before_the_connector_s_day_is_passed_over(fake: Any_) -> None:
    fake.make("old")
    fake.clock += timedelta(days=2)
    day = fake.clock
    fake.clock += timedelta(minutes=10)
    key = fake.make("new")
    items, _ = await walk(connect(fake, since=day.isoformat()))
    assert set(told(items)) == {key}


async def test_a_page_that_fails_half_way_is_asked_for_again_with_the_same_mark(fake: Any_) -> None:
    keys = [fake.make(f"Ticket {number}") for number in range(130)]
    system = connect(fake)
    first = await system.changed_since(None)
    fake.plan(unreachable)
    with pytest.raises(Away):
        await system.changed_since(first.mark)
    rest, _ = await walk(system, first.mark)
    assert set(told([*first.items, *rest])) == set(keys)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["edit", "say", "make", "delete"]), st.integers(0, 44)), min_size=0, max_size=9
        ),
        min_size=3,
        max_size=3,
    )
)
@pytest.mark.parametrize("name", FAKES)
async def test_nothing_is_passed_over_whatever_happens_between_the_pages(
    name: str, happenings: list[list[tuple[str, int]]]
) -> None:
    fake = FAKES[name]()
    keys = [fake.make(f"Ticket {number}") for number in range(45)]
    fake.most_rows = 20
    gone: set[str] = set()
    system = connect(fake)
    items: list[Item] = []
    mark: str | None = None
    for happening in happenings:
        page = await system.changed_since(mark)
        items += page.items
        mark = page.mark
        for act, number in happening:
            key = keys[number]
            if act == "make":
                keys.append(fake.make("made meanwhile"))
            elif key in gone:
                continue
            elif act == "edit":
                fake.edit(key, f"edited {fake.clock}")
            elif act == "say":
                fake.say(key, "a word")
            else:
                fake.delete(key)
                gone.add(key)
    for _ in range(2):
        rest, mark = await walk(system, mark)
        items += rest
    newest = told(items)
    for key in keys:
        if key not in gone:
            assert newest[key].title == fake.title(key)


async def test_a_comment_is_posted_once_and_known_again(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    fake.say(key, "first")
    made = await system.remark(key, WORDS, "problem:7f3.a_b-1")
    assert await system.remark(key, WORDS, "problem:7f3.a_b-1") == made
    assert len(fake.posted) == 1
    other = await system.remark(key, "Another.", "problem:7f4")
    assert other != made
    assert len(fake.posted) == 2
    first, echo, last = await system.remarks(key)
    assert (first.token, echo.token, last.token) == (None, "problem:7f3.a_b-1", "problem:7f4")
    assert (echo.id, last.id, echo.ticket_key) == (made, other, key)
    assert said([first, last]) == ["first", "Another."]
    if fake.kind != "servicenow":
        assert echo.body_markdown == WORDS
    assert "alliance" not in echo.body_markdown


async def test_a_comment_whose_answer_was_lost_is_not_posted_twice(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    fake.plan(lose_the_answer, POSTS[fake.kind])
    with pytest.raises(Away):
        await system.remark(key, "Said once.", "token")
    made = await system.remark(key, "Said once.", "token")
    assert len(fake.posted) == 1
    assert [one.id for one in await system.remarks(key)] == [made]


async def test_among_many_comments_the_one_that_was_posted_is_found(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    made = await system.remark(key, "Said once.", "token")
    for number in range(120):
        fake.say(key, f"word {number}")
    assert await system.remark(key, "Said once.", "token") == made
    remarks = await system.remarks(key)
    assert len(remarks) == 121
    assert said(remarks)[-1] == "word 119"
    after = await system.remarks(key, remarks[99].id)
    assert said(after) == [f"word {number}" for number in range(99, 120)]
    assert await system.remarks(key, remarks[-1].id) == []


async def test_comments_say_whether_the_requester_sees_them(fake: Any_) -> None:
    key = fake.make("VPN drops")
    fake.say(key, "to all")
    fake.say(key, "among us", public=False)
    found = await connect(fake).remarks(key)
    assert said(found) == ["to all", "among us"]
    assert [one.public for one in found] == [True, fake.kind == "github"]
    assert found[0].author is not None
    assert found[0].author.name.lower() == "bob"


async def test_ours_are_seen_by_the_requester_where_the_connector_says_so(fake: Any_) -> None:
    if fake.kind == "github":
        with pytest.raises(ValidationError):
            connect(fake, public_remarks=False)
        return
    for public in (True, False):
        key, system = fake.make("VPN drops"), connect(fake, public_remarks=public)
        await system.remark(key, "A word.", "token")
        assert [one.public for one in await system.remarks(key)] == [public]


async def test_a_ticket_is_brought_into_a_state_and_left_in_it(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    await system.set_state(key, fake.states[1])
    assert fake.state(key) == fake.states[1]
    assert (await ticket(system, key)).state == fake.states[1]
    before = len([one for one in fake.asked if not one.startswith("GET")])
    await system.set_state(key, fake.states[1])
    assert len([one for one in fake.asked if not one.startswith("GET")]) == before


async def test_a_state_that_there_is_not_is_refused(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    with pytest.raises(Refused) as refused:
        await system.set_state(key, "no such state")
    assert not isinstance(refused.value, NoSuchTicket)
    assert fake.state(key) == fake.states[0]


async def test_a_state_is_set_though_somebody_changes_the_ticket_meanwhile(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    fake.plan(lambda: fake.edit(key, "meanwhile"), CHANGES[fake.kind])
    await system.set_state(key, fake.states[1])
    assert fake.state(key) == fake.states[1]
    assert fake.title(key) == "meanwhile"


async def test_what_is_deleted_is_gone_and_nothing_is_said_on_it(fake: Any_) -> None:
    key, system = fake.make("VPN drops"), connect(fake)
    fake.delete(key)
    assert await system.ticket(key) == Gone(key)
    with pytest.raises(NoSuchTicket):
        await system.remarks(key)
    with pytest.raises(NoSuchTicket):
        await system.remark(key, "A word.", "token")
    with pytest.raises(NoSuchTicket):
        await system.set_state(key, fake.states[1])
    assert fake.posted == []


@pytest.mark.parametrize(
    "key", ["", "nothing", "../../etc/passwd", "NET-1/../2", "other/repository#1", "INC1^ORnumber=2"]
)
async def test_what_is_no_key_of_the_system_is_no_ticket(fake: Any_, key: str) -> None:
    fake.make("VPN drops")
    system = connect(fake)
    assert await system.ticket(key) == Gone(key) if fake.kind == "servicenow" else True
    with pytest.raises(NoSuchTicket):
        await system.set_state(key, fake.states[1])


async def test_a_token_that_cannot_stand_in_a_text_is_a_defect_of_the_caller(fake: Any_) -> None:
    key = fake.make("VPN drops")
    with pytest.raises(ValueError, match="token"):
        await connect(fake).remark(key, "A word.", "--> <script>")


def _answer(body: str | bytes, status: int = 200, **headers: str) -> Callable[[], Response]:
    named = {"content-type": "application/json"} | {name.replace("_", "-"): one for name, one in headers.items()}
    return lambda: Response(body, status, named)


EMPTY_INSIDE = {
    "github": [{}],
    "jira": {"issues": [{}], "total": 1, "comments": [{}]},
    "request_tracker": {"items": [{}]},
    "servicenow": {"result": [{}]},
    "zendesk": {"tickets": [{}], "end_of_stream": True, "audits": [{}]},
}
TROUBLES: dict[str, tuple[Callable[[], Response | None], type[Trouble], float | None]] = {
    "unreachable": (unreachable, Away, None),
    "slow": (slow, Away, None),
    "counts": (_answer("{}", 429, retry_after="17"), Away, 17.0),
    "counts, without a pause": (_answer("", 429), Away, None),
    "a pause that is none": (_answer("", 429, retry_after="soon"), Away, None),
    "a pause without end": (_answer("", 429, retry_after="1e999"), Away, None),
    "a pause of years": (_answer("", 503, retry_after="999999999"), Away, 86_400.0),
    "a pause that is over": (_answer("", 503, retry_after="-5"), Away, None),
    "broken": (_answer("<html>Oops</html>", 500), Away, None),
    "behind a gateway": (_answer("<html>Bad gateway</html>", 502), Away, None),
    "down for maintenance": (_answer("{}", 503, retry_after="3600"), Away, 3600.0),
    "a page where data should be": (_answer("<html>Sign in</html>"), Nonsense, None),
    "nothing": (_answer(""), Nonsense, None),
    "cut off": (_answer('{"a": [1, 2'), Nonsense, None),
    "a number": (_answer("42"), Nonsense, None),
    "null": (_answer("null"), Nonsense, None),
    "not a number": (_answer('{"a": NaN}'), Nonsense, None),
    "too deep": (_answer("[" * 100_000), Nonsense, None),
    "not in its encoding": (_answer("{}", content_encoding="gzip"), Nonsense, None),
    "in no charset": (_answer("{}", content_type="application/json; charset=klingon"), Nonsense, None),
    "not in its charset": (_answer(b'{"a": "\xff"}'), Nonsense, None),
    "without end": (_answer(b" " * (LONGEST_ANSWER + 1)), Nonsense, None),
    "elsewhere": (_answer("", 302, location="http://127.0.0.1/"), Refused, None),
    "unknown to it": (_answer('{"message": "Bad credentials"}', 401), Refused, None),
    "forbidden": (_answer('{"error": {"message": "No right", "detail": "ask"}}', 403), Refused, None),
    "wrong": (_answer('{"errorMessages": ["No such field."], "errors": {"x": "y"}}', 400), Refused, None),
}


@pytest.mark.parametrize("name", TROUBLES)
@pytest.mark.parametrize("call", ["changed_since", "remarks", "remark"])
async def test_every_way_to_fail_has_its_name(fake: Any_, call: str, name: str) -> None:
    act, kind, pause = TROUBLES[name]
    key = fake.make("VPN drops")
    system = connect(fake, patience=0.05 if name == "slow" else 10.0)
    fake.plan(act)
    with pytest.raises(kind) as met:
        await _calls(system, key)[call]()
    assert getattr(met.value, "retry_after", None) == pause
    assert not any(secret in str(met.value) for secret in _secrets(fake.secret))
    assert fake.posted == []


async def test_a_pause_until_an_instant_is_by_the_clock_of_who_asks_for_it(fake: Any_) -> None:
    until = (fake.clock + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    fake.plan(_answer("", 503, retry_after=until))
    with pytest.raises(Away) as away:
        await connect(fake).changed_since(None)
    assert away.value.retry_after == 90.0


@pytest.mark.parametrize("call", ["changed_since", "remarks"])
async def test_an_answer_without_what_is_promised_is_nonsense(fake: Any_, call: str) -> None:
    key = fake.make("VPN drops")
    fake.plan(lambda: as_json(EMPTY_INSIDE[fake.kind]))
    with pytest.raises((Nonsense, NoSuchTicket)):
        await _calls(connect(fake), key)[call]()


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("iso-8859-1", "latin-1"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("windows-1252", "cp1252")],
)
async def test_an_answer_in_another_charset_is_read(fake: Any_, charset: str, encoded: str) -> None:
    key = fake.make("Gerät fällt aus")
    plain = connect(fake)
    expected = await ticket(plain, key)
    kept = fake.answer

    def other(request: Any, body: Any) -> Response:
        answer = kept(request, body)
        text = json.dumps(json.loads(bytes(answer.body)), ensure_ascii=False).encode(encoded)
        return Response(text, answer.status_code, {"content-type": f"application/json; charset={charset}"})

    fake.answer = other  # type: ignore[method-assign]
    assert await ticket(plain, key) == expected


def _calls(system: Any, key: str) -> dict[str, Callable[[], Any]]:
    return {
        "changed_since": lambda: system.changed_since(None),
        "remarks": lambda: system.remarks(key),
        "remark": lambda: system.remark(key, "A word.", "token"),
    }


def _secrets(secret: dict[str, Any]) -> list[str]:
    return [str(value) for name, value in secret.items() if name in ("token", "password", "webhook_secrets")]


async def test_a_system_that_is_polled_takes_no_webhook() -> None:
    for kind, known in KINDS.items():
        for fake in (make() for make in FAKES.values()):
            if fake.kind == kind:
                assert connect(fake).hears == known.hears
                if not known.hears:
                    with pytest.raises(BadSignature):
                        connect(fake).heard({}, b"{}")


async def test_a_connector_that_is_set_up_wrongly_is_refused_before_anything_is_asked(fake: Any_) -> None:
    async with httpx.AsyncClient() as http:
        with pytest.raises(ValidationError):
            open_system(fake.kind, fake.config | {"unknown": 1}, fake.secret, http)
        with pytest.raises(ValidationError):
            open_system(fake.kind, fake.config, {}, http)
        with pytest.raises(KeyError):
            open_system("bugzilla", {}, {}, http)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tickets.example.org",
        "ftp://example.org",
        "https://",
        "http://[",
        "https://ann:pw@example.org",
        "https://e.org?x",
    ],
)
async def test_an_address_that_is_none_of_a_service_is_refused(fake: Any_, address: str) -> None:
    config: dict[str, Any] = {"api_url" if fake.kind == "github" else "base_url": address}
    with pytest.raises(ValidationError):
        connect(fake, **config)


def test_no_secret_shows_where_a_secret_is_shown(fake: Any_) -> None:
    shown = repr(KINDS[fake.kind].secret.model_validate(fake.secret))
    assert not any(secret in shown for secret in ("ghp_secret", "t0ken", "1-14-secret", "'pass'", "webhook's"))
