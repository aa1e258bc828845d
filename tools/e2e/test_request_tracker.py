"""Our client of Request Tracker against a real one."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.integrations.base import Away, Gone, Item, Person, Refused, Ticket, TicketSystem
from app.integrations.kinds import open_system
from tools.e2e.people import People
from tools.e2e.request_tracker import Served

WORDS = "Pin the **MTU**:\n\n1. open the `profile`\n2. reconnect\n\nSee [the log](<https://example.org/log>)."


@pytest.fixture
def system(real: Served, http: httpx.AsyncClient) -> TicketSystem:
    return connect(real, http)


def connect(real: Served, http: httpx.AsyncClient, **config: Any) -> TicketSystem:
    given = {"base_url": real.address, "queues": ["Network"], "severity_field": "Severity"} | config
    return open_system("request_tracker", given, {"token": real.token}, http, patience=60.0)


async def walk(system: TicketSystem, mark: str | None = None) -> tuple[list[Item], str]:
    items: list[Item] = []
    for _ in range(100):
        page = await system.changed_since(mark)
        items += page.items
        mark = page.mark
        if not page.more:
            return items, mark
    raise AssertionError("the walk has no end")


async def read(system: TicketSystem, key: str) -> Ticket:
    found = await system.ticket(key)
    assert isinstance(found, Ticket)
    return found


async def test_a_ticket_is_read_whole(people: People, system: TicketSystem, real: Served) -> None:
    key = await people.make(
        "Gerät fällt aus", "Every hour,\nsince Monday.\n\n> quoted", CustomFields={"Severity": "High"}
    )
    found = await read(system, key)
    assert (found.title, found.body_markdown) == ("Gerät fällt aus", "Every hour,\\\nsince Monday.\n\n> quoted")
    assert (found.state, found.severity, found.queue) == ("new", "High", "Network")
    assert found.requester == Person("ann@e2e.example", "ann@e2e.example")
    assert found.url == f"{real.address}/Ticket/Display.html?id={key[3:]}"
    assert found.created_at.tzinfo is not None


async def test_a_walk_tells_what_is_there_and_the_next_one_what_changed(people: People, system: TicketSystem) -> None:
    keys = [await people.make(f"Ticket {number}") for number in range(52)]
    elsewhere = await people.make("of another queue", queue="Elsewhere")
    items, mark = await walk(system)
    told = {item.key: item for item in items if isinstance(item, Ticket)}
    assert set(keys) <= set(told)
    assert elsewhere not in told
    await people.ask("PUT", f"ticket/{keys[7][3:]}", {"Subject": "changed"})
    items, mark = await walk(system, mark)
    assert {item.key: item.title for item in items if isinstance(item, Ticket)}[keys[7]] == "changed"
    assert not [item for item in items if not isinstance(item, Ticket)]


async def test_since_is_an_instant_wherever_the_server_is(
    people: People, real: Served, http: httpx.AsyncClient
) -> None:
    """This server tells the time in New York; a zone that is taken for another shifts what is told by hours."""
    key = await people.make("now")
    made = (await read(connect(real, http), key)).updated_at
    for seconds, expected in ((-2, True), (2, False)):
        since = made.timestamp() + seconds
        moment = datetime.fromtimestamp(since, UTC).isoformat()
        items, _ = await walk(connect(real, http, since=moment))
        assert (key in {item.key for item in items if isinstance(item, Ticket)}) is expected


async def test_a_comment_is_posted_once_for_each_token(people: People, system: TicketSystem) -> None:
    key = await people.make("VPN drops", "Every hour.")
    await people.ask("POST", f"ticket/{key[3:]}/correspond", {"Content": "a word", "ContentType": "text/plain"})
    made = await system.remark(key, WORDS, "problem:7f3.a_b-1")
    assert await system.remark(key, WORDS, "problem:7f3.a_b-1") == made
    other = await system.remark(key, "Another.", "problem:7f4")
    first, echo, last = await system.remarks(key)
    assert (first.body_markdown, first.token, first.public) == ("a word", None, True)
    assert (echo.id, echo.body_markdown, echo.token, echo.public) == (made, WORDS, "problem:7f3.a_b-1", False)
    assert (last.id, last.body_markdown, last.token) == (other, "Another.", "problem:7f4")
    assert echo.author == Person("Alliance", "alliance@e2e.example")
    assert [one.id for one in await system.remarks(key, made)] == [other]


async def test_a_comment_is_a_reply_where_the_connector_says_so(
    people: People, real: Served, http: httpx.AsyncClient
) -> None:
    key = await people.make("VPN drops")
    public = connect(real, http, public_remarks=True)
    made = await public.remark(key, "To the requestor.", "token")
    assert await public.remark(key, "To the requestor.", "token") == made
    assert [(one.id, one.public) for one in await public.remarks(key)] == [(made, True)]


async def test_a_ticket_is_brought_into_a_state(people: People, system: TicketSystem) -> None:
    key = await people.make("VPN drops")
    await system.set_state(key, "resolved")
    resolved = await read(system, key)
    assert resolved.state == "resolved"
    await system.set_state(key, "resolved")
    assert (await read(system, key)).version == resolved.version
    with pytest.raises(Refused):
        await system.set_state(key, "melted")


async def test_what_is_deleted_or_never_was_or_is_elsewhere_is_gone(people: People, system: TicketSystem) -> None:
    deleted, elsewhere = await people.make("deleted"), await people.make("secret", queue="Elsewhere")
    moved = await people.make("moved")
    await people.ask("PUT", f"ticket/{deleted[3:]}", {"Status": "deleted"})
    await people.ask("PUT", f"ticket/{moved[3:]}", {"Queue": "Elsewhere"})
    for key in (deleted, elsewhere, moved, "RT-999999"):
        assert await system.ticket(key) == Gone(key)
        with pytest.raises(Refused):
            await system.remark(key, "A word.", "token")
        with pytest.raises(Refused):
            await system.set_state(key, "open")


async def test_a_wrong_token_is_refused_and_nobody_at_home_is_away(real: Served, http: httpx.AsyncClient) -> None:
    given = {"base_url": real.address, "queues": ["Network"]}
    with pytest.raises(Refused):
        await open_system("request_tracker", given, {"token": "1-1-wrong"}, http).changed_since(None)
    given = {"base_url": "http://127.0.0.1:1", "queues": ["Network"]}
    with pytest.raises(Away):
        await open_system("request_tracker", given, {"token": real.token}, http).changed_since(None)
