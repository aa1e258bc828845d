"""The working twin: what it does as the real ones do."""

import uuid
from typing import Any

import httpx
import pytest

from app.integrations.base import (
    Away,
    BadSignature,
    Changed,
    Gone,
    NoSuchTicket,
    Person,
    Refused,
    RemarkGone,
    Ticket,
    TicketSystem,
)
from app.integrations.kinds import open_system
from app.integrations.memory import World, world
from tests.integrations.connecting import told, walk


def opened(**config: Any) -> tuple[World, TicketSystem]:
    name = uuid.uuid4().hex
    secret = {"webhook_secrets": ["secret"]}
    return world(name), open_system("memory", {"world": name} | config, secret, httpx.AsyncClient())


async def test_a_walk_tells_everything_and_the_next_one_what_changed() -> None:
    there, system = opened(page_size=10)
    keys = [there.post(f"Ticket {number}").key for number in range(25)]
    items, mark = await walk(system)
    assert [item.key for item in items if isinstance(item, Ticket)] == keys
    there.change(keys[3], title="changed")
    there.delete(keys[4])
    items, mark = await walk(system, mark)
    assert told(items)[keys[3]].title == "changed"
    assert Gone(keys[4]) in items
    assert await walk(system, mark) == ([], mark)


async def test_a_comment_is_posted_once_for_each_token() -> None:
    there, system = opened()
    key = there.post("VPN drops", requester=Person("Ann", "ann@example.org")).key
    there.say(key, "a word")
    made = await system.remark(key, "Pin the MTU.", "token")
    assert await system.remark(key, "Pin the MTU.", "token") == made
    assert [one.body_markdown for one in there.posted] == ["Pin the MTU."]
    first, second = await system.remarks(key)
    assert (first.token, second.token) == (None, "token")
    assert list(await system.remarks(key, first.id)) == [second]


async def test_states_are_those_of_the_world() -> None:
    there, system = opened()
    key = there.post("VPN drops").key
    await system.set_state(key, "resolved")
    tick = there.tick
    await system.set_state(key, "resolved")
    assert (there.tickets[key].state, there.tick) == ("resolved", tick)
    with pytest.raises(Refused):
        await system.set_state(key, "melted")


async def test_what_is_deleted_is_gone() -> None:
    there, system = opened()
    key = there.post("VPN drops").key
    there.delete(key)
    assert await system.ticket(key) == Gone(key)
    with pytest.raises(NoSuchTicket):
        await system.remarks(key)
    with pytest.raises(NoSuchTicket):
        await system.remark(key, "x", "token")
    with pytest.raises(NoSuchTicket):
        await system.set_state(key, "open")


async def test_troubles_are_met_one_a_call() -> None:
    there, system = opened()
    key = there.post("VPN drops").key
    there.troubles.extend([Away("down", 5.0), Away("still down")])
    for pause in (5.0, None):
        with pytest.raises(Away) as away:
            await system.ticket(key)
        assert away.value.retry_after == pause
    assert isinstance(await system.ticket(key), Ticket)
    assert there.calls == ["ticket"] * 3


async def test_its_webhooks_are_signed_and_say_what_is_now() -> None:
    there, system = opened()
    ticket = there.post("VPN drops")
    remark = there.say(ticket.key, "a word")
    said = there.webhook("secret", ticket, remark, Changed(ticket.key), delivery="7")
    now = there.change(ticket.key, title="changed")
    there.unsay(ticket.key, remark.id)
    delivery = system.heard(*said)
    assert delivery.items == (now, RemarkGone(ticket.key, remark.id), Changed(ticket.key))
    assert delivery.id == "7"
    with pytest.raises(BadSignature):
        system.heard(*there.webhook("another", ticket))
