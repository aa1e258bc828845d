"""A ticket system that lives in this process: the working twin of the real ones, to try things out and for tests.

Whoever keeps a `World` acts in it as people do in the system; what is opened on it by its name sees and does what a
connector does.
"""

import hashlib
import hmac
import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.integrations.base import (
    Changed,
    Delivery,
    Gone,
    Item,
    NoSuchTicket,
    Page,
    Person,
    Refused,
    Remark,
    RemarkGone,
    Ticket,
    Trouble,
)
from app.integrations.reading import body_json, good_token, header, hexadecimal, objects, text, verify

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Config(BaseModel):
    """A world of this process, by its name."""

    model_config = ConfigDict(extra="forbid")

    world: Annotated[str, Field(min_length=1, max_length=100)]
    page_size: Annotated[int, Field(ge=1, le=1_000)] = 100


class Secret(BaseModel):
    """What signs its webhooks."""

    model_config = ConfigDict(extra="forbid")

    webhook_secrets: Annotated[tuple[SecretStr, ...], Field(max_length=2)] = ()


@dataclass
class World:
    """The tickets, what was said on them, and a clock that ticks with each change. `troubles` are raised by the next
    calls, one each; `calls` names each call that a connector made, and `posted` holds what it said, in order."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    said: dict[str, list[Remark]] = field(default_factory=dict)
    states: tuple[str, ...] = ("new", "open", "resolved", "rejected")
    troubles: deque[Trouble] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    posted: list[Remark] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    tick: int = 0

    def post(
        self,
        title: str,
        body_markdown: str = "",
        *,
        state: str = "new",
        severity: str | None = None,
        queue: str = "General",
        labels: Sequence[str] = (),
        requester: Person | None = None,
    ) -> Ticket:
        """Somebody makes a ticket."""
        key = f"MEM-{len(self.tickets) + len(self.gone) + 1}"
        now = self._now(key)
        url = f"https://tickets.example.org/{key}"
        ticket = Ticket(key, title, body_markdown, state, severity, queue, frozenset(labels), requester, url, now, now)
        self.tickets[key] = ticket
        self.said[key] = []
        return ticket

    def change(
        self,
        key: str,
        *,
        title: str | None = None,
        body_markdown: str | None = None,
        state: str | None = None,
        severity: str | None = None,
    ) -> Ticket:
        """Somebody changes a ticket."""
        now = self.tickets[key]
        self.tickets[key] = replace(
            now,
            title=now.title if title is None else title,
            body_markdown=now.body_markdown if body_markdown is None else body_markdown,
            state=now.state if state is None else state,
            severity=now.severity if severity is None else severity,
            updated_at=self._now(key),
        )
        return self.tickets[key]

    def say(
        self,
        key: str,
        body_markdown: str,
        *,
        author: Person | None = None,
        public: bool = True,
        token: str | None = None,
    ) -> Remark:
        """Somebody comments."""
        moment = self._now(key)
        self.tickets[key] = replace(self.tickets[key], updated_at=moment)
        remark = Remark(str(self.tick), key, author, body_markdown, public, moment, token)
        self.said[key].append(remark)
        return remark

    def unsay(self, key: str, remark_id: str) -> None:
        """Somebody deletes a comment."""
        self.said[key] = [one for one in self.said[key] if one.id != remark_id]

    def delete(self, key: str) -> None:
        """Somebody deletes a ticket."""
        del self.tickets[key], self.said[key]
        self._now(key)
        self.gone[key] = self.tick

    def webhook(self, secret: str, *items: Item, delivery: str = "1") -> tuple[dict[str, str], bytes]:
        """The headers and the body of a webhook that says these, signed."""
        said = [_named(item) for item in items]
        body = json.dumps({"items": said}).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {"content-type": "application/json", "x-delivery": delivery, "x-signature": digest}, body

    def _now(self, key: str) -> datetime:
        self.tick += 1
        self.changes[key] = self.tick
        return _BEGINNING + timedelta(seconds=self.tick)


_WORLDS: Final[dict[str, World]] = {}


def world(name: str) -> World:
    """The world of that name; made where there is none."""
    return _WORLDS.setdefault(name, World())


class Memory:
    """What a connector sees of a world."""

    hears = True

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        del http, patience
        self._world: Final = world(config.world)
        self._page: Final = config.page_size
        self._webhook_secrets: Final = [one.get_secret_value() for one in secret.webhook_secrets]

    async def changed_since(self, mark: str | None) -> Page:
        self._called("changed_since")
        since = int(mark or 0)
        changed = sorted((tick, key) for key, tick in self._world.changes.items() if tick > since)
        found = changed[: self._page]
        items = tuple(self._world.tickets.get(key) or Gone(key) for _, key in found)
        return Page(items, str(found[-1][0] if found else since), more=len(changed) > len(found))

    async def ticket(self, key: str) -> Ticket | Gone:
        self._called("ticket")
        return self._world.tickets.get(key) or Gone(key)

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        self._called("remarks")
        return [one for one in self._said(key) if after is None or int(one.id) > int(after)]

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        self._called("remark")
        for known in self._said(key):
            if known.token == token:
                return known.id
        made = self._world.say(key, body_markdown, author=Person("Alliance"), token=good_token(token))
        self._world.posted.append(made)
        return made.id

    async def set_state(self, key: str, state: str) -> None:
        self._called("set_state")
        self._said(key)
        if state not in self._world.states:
            raise Refused(f"There is no state {state!r}.")
        if self._world.tickets[key].state != state:
            self._world.change(key, state=state)

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        verify(self._webhook_secrets, body, hexadecimal(header(headers, "x-signature")))
        said = objects(body_json(headers, body).get("items"), "items")
        return Delivery(tuple(map(self._item, said)), header(headers, "x-delivery") or None)

    def _item(self, said: Mapping[str, object]) -> Item:
        named = dict(said)
        kind, key = text(named, "kind"), text(named, "key")
        if kind == "remark":
            found = [one for one in self._world.said.get(key, ()) if one.id == text(named, "id")]
            return found[0] if found else RemarkGone(key, text(named, "id"))
        if kind == "changed":
            return Changed(key)
        return self._world.tickets.get(key) or Gone(key)

    def _said(self, key: str) -> Sequence[Remark]:
        if key not in self._world.said:
            raise NoSuchTicket(f"{key} is not there.")
        return self._world.said[key]

    def _called(self, name: str) -> None:
        self._world.calls.append(name)
        if self._world.troubles:
            raise self._world.troubles.popleft()


def _named(item: Item) -> dict[str, str]:
    match item:
        case Ticket(key=key) | Gone(key):
            return {"kind": "ticket", "key": key}
        case Changed(key):
            return {"kind": "changed", "key": key}
        case Remark(id=one, ticket_key=key) | RemarkGone(key, one):
            return {"kind": "remark", "key": key, "id": one}
