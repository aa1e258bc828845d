"""Request Tracker 5 (REST 2): polled, since it sends nothing by itself.

https://docs.bestpractical.com/rt/latest/RT/REST2.html
"""

import asyncio
import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.integrations import html_text, markdown, plain_text
from app.integrations.base import (
    Away,
    BadSignature,
    Delivery,
    Gone,
    Item,
    Nonsense,
    NoSuchTicket,
    Page,
    Person,
    Refused,
    Remark,
    Ticket,
)
from app.integrations.calling import MOST_PAGES, Address, Answer, Caller, Overtaken
from app.integrations.reading import (
    Json,
    answered,
    good_token,
    instant,
    maybe,
    number,
    objects,
    optional,
    signed_with,
    text,
    texts,
)
from app.integrations.walk import Walk

_PAGE = 50
_AT_ONCE = 4
_FIELDS = "Subject,Status,Queue,Requestors,Priority,Created,LastUpdated,CustomFields"
_PERSON = "Name,RealName,EmailAddress"
_NO_SUBJECT = "(no subject)"


class Config(BaseModel):
    """Some queues of a Request Tracker."""

    model_config = ConfigDict(extra="forbid")

    base_url: Annotated[Address, Field(description="Where its pages are, without `/REST/2.0`.")]
    queues: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^'\"\\\x00-\x1f]+$")], ...],
        Field(min_length=1, max_length=50, description="Their names."),
    ]
    key_prefix: Annotated[str, Field(max_length=20, description="Before a ticket's number, to make its key.")] = "RT-"
    public_remarks: Annotated[
        bool, Field(description="Whether our comments are replies, which are mailed to the requestor.")
    ] = False
    severity_field: Annotated[
        str, Field(description="The custom field that says the severity; `Priority` is RT's own number.")
    ] = "Priority"
    labels_field: Annotated[str | None, Field(description="A custom field whose values are labels.")] = None
    since: Annotated[datetime | None, Field(description="Tickets that last changed before are passed over.")] = None


class Secret(BaseModel):
    """What RT knows us by."""

    model_config = ConfigDict(extra="forbid")

    token: Annotated[SecretStr, Field(description="An authentication token of the account.")]


class RequestTracker:
    """The tickets of some queues."""

    hears = False

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        self._config: Final = config
        self._base: Final = config.base_url.rstrip("/")
        self._caller: Final = Caller(
            http,
            f"{self._base}/REST/2.0",
            {"Authorization": f"token {secret.token.get_secret_value()}"},
            patience=patience,
        )

    async def changed_since(self, mark: str | None) -> Page:
        """By number, which never changes: what changes behind the walk is of the next one."""
        walk, answer = await Walk.at(mark, self._config.since).step(self._changed)
        found = answered(answer.json)
        rows = list(objects(found.get("items"), "items"))
        items = await self._each(rows)
        return walk.page(items, answer, number(rows[-1]) if rows and found.get("next_page") else None)

    async def _changed(self, walk: Walk) -> Answer:
        conditions = []
        if walk.since is not None:
            conditions.append(f"LastUpdated >= '{await self._seconds_since(walk.since)} seconds ago'")
        if walk.place is not None:
            conditions.append(f"id > {walk.place}")
        return await self._found(*conditions)

    async def _found(self, *conditions: str) -> Answer:
        """Tickets of the queues, in the order of their numbers."""
        queues = " OR ".join(f"Queue = '{queue}'" for queue in self._config.queues)
        return await self._caller.get(
            "tickets",
            query=" AND ".join([f"({queues})", *conditions]),
            orderby="id",
            order="ASC",
            per_page=_PAGE,
            fields=_FIELDS,
            **{"fields[Queue]": "Name", "fields[Requestors]": _PERSON},
        )

    async def _seconds_since(self, moment: datetime) -> int:
        """By RT's own clock. It takes an instant for one of the account's zone, whatever zone is named, and one in ISO
        8601 for none at all; only what counts back from now means the same everywhere."""
        now = (await self._caller.get("rt")).when()
        return max(0, math.ceil((now - moment).total_seconds())) + 1

    async def _each(self, rows: Sequence[Json]) -> tuple[Item, ...]:
        """A page's tickets with their texts, a few asked for at once."""
        turn = asyncio.Semaphore(_AT_ONCE)

        async def whole(row: Json) -> Item:
            async with turn:
                return await self._whole(self._key(number(row)), row)

        return tuple(await asyncio.gather(*map(whole, rows)))

    async def ticket(self, key: str) -> Ticket | Gone:
        """Searched for, since a ticket that is asked for by itself does not tell who its requestors are."""
        try:
            found = await self._found(f"id = {self._digits(key)}")
            rows = list(objects(answered(found.json).get("items"), "items"))
            return await self._whole(key, rows[0]) if rows else Gone(key)
        except NoSuchTicket:
            return Gone(key)

    async def _whole(self, key: str, row: Json) -> Ticket:
        history = await self._caller.get(f"{self._path(key)}/history", per_page=1, fields="Type")
        first = list(objects(answered(history.json).get("items"), "items"))
        body, _ = await self._text(number(first[0])) if first else ("", None)
        custom = {optional(field, "name"): field for field in objects(row.get("CustomFields") or [], "CustomFields")}
        people = list(objects(row.get("Requestors") or [], "Requestors"))
        severity = (
            optional(row, "Priority")
            if self._config.severity_field == "Priority"
            else next(iter(texts(custom.get(self._config.severity_field, {}), "values")), "")
        )
        return Ticket(
            key=key,
            title=optional(row, "Subject").strip() or _NO_SUBJECT,
            body_markdown=body,
            state=text(row, "Status"),
            severity=severity or None,
            queue=text(maybe(row, "Queue"), "Name"),
            labels=frozenset(texts(custom.get(self._config.labels_field or "", {}), "values")),
            requester=_person(people[0]) if people else None,
            url=f"{self._base}/Ticket/Display.html?id={number(row)}",
            created_at=instant(row, "Created"),
            updated_at=instant(row, "LastUpdated"),
        )

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        await self._there(key)
        wanted = [
            one
            for one in await self._history(key)
            if optional(one, "Type") in ("Correspond", "Comment") and (after is None or int(number(one)) > int(after))
        ]
        turn = asyncio.Semaphore(_AT_ONCE)

        async def whole(one: Json) -> Remark:
            async with turn:
                body, token = await self._text(number(one))
            return Remark(
                id=number(one),
                ticket_key=key,
                author=_person(maybe(one, "Creator")),
                body_markdown=body,
                public=optional(one, "Type") == "Correspond",
                created_at=instant(one, "Created"),
                token=token,
            )

        return await asyncio.gather(*map(whole, wanted))

    async def _there(self, key: str) -> Answer:
        """The ticket's own row. What is deleted, and what was merged and answers with the other's number, can still be
        read and commented on, but by nobody's wish."""
        answer = await self._caller.get(self._path(key), **{"fields[Queue]": "Name"})
        row = answered(answer.json)
        elsewhere = text(maybe(row, "Queue"), "Name") not in self._config.queues
        if elsewhere or optional(row, "Status") == "deleted" or self._key(number(row)) != key:
            raise NoSuchTicket(f"{key} is not there.")
        return answer

    async def _history(self, key: str) -> list[Json]:
        """What happened to a ticket, oldest first."""
        found: dict[int, Json] = {}
        for page in range(1, MOST_PAGES):
            answer = await self._caller.get(
                f"{self._path(key)}/history",
                per_page=100,
                page=page,
                fields="Type,Created,Creator",
                **{"fields[Creator]": _PERSON},
            )
            value = answered(answer.json)
            for one in objects(value.get("items"), "items"):
                found[int(number(one))] = one
            if not value.get("items") or not value.get("next_page"):
                break
        return [found[each] for each in sorted(found)]

    async def _text(self, transaction: str) -> tuple[str, str | None]:
        """What a transaction says, as Markdown, and the token that it carries."""
        answer = await self._caller.get(
            f"transaction/{transaction}/attachments", per_page=100, fields="ContentType,Content,Filename"
        )
        parts: dict[str, str] = {}
        for part in objects(answered(answer.json).get("items"), "items"):
            kind = optional(part, "ContentType").partition(";")[0].strip().lower()
            if kind in ("text/html", "text/plain") and not optional(part, "Filename"):
                parts.setdefault(kind, optional(part, "Content"))
        if (written := parts.get("text/html")) is not None:
            words, token = signed_with(written, "<!-- alliance:", " -->")
            return markdown.write(html_text.read(words)), token
        return markdown.write(plain_text.read(parts.get("text/plain", ""))), None

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        for known in await self.remarks(key):
            if known.token == token:
                return known.id
        written = html_text.write(markdown.read(body_markdown))
        answer = await self._caller.ask(
            "POST",
            f"{self._path(key)}/{'correspond' if self._config.public_remarks else 'comment'}",
            json={"Content": f"{written}\n<!-- alliance:{good_token(token)} -->", "ContentType": "text/html"},
        )
        found = re.search(r"/transaction/([0-9]{1,18})$", answer.headers.get("location", ""))
        if found is None:
            raise Nonsense("It does not say which transaction was made.")
        return found[1]

    async def set_state(self, key: str, state: str) -> None:
        """RT answers 200 with what it thinks of the change, whether it made it or not: the state is read again."""
        for _ in range(3):
            answer = await self._there(key)
            if optional(answered(answer.json), "Status") == state:
                return
            tag = answer.headers.get("etag")
            try:
                change = await self._caller.ask(
                    "PUT", self._path(key), json={"Status": state}, headers={"If-Match": tag} if tag else None
                )
            except Overtaken:
                continue
            now = answered((await self._caller.get(self._path(key))).json)
            if optional(now, "Status") != state:
                raise Refused(f"{key} did not become {state!r}: {_messages(change.json)}")
            return
        raise Away(f"Others keep changing {key}.")

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        del headers, body
        raise BadSignature("Request Tracker is polled; it sends no webhooks that could be verified.")

    def _key(self, digits: str) -> str:
        return f"{self._config.key_prefix}{digits}"

    def _path(self, key: str) -> str:
        return f"ticket/{self._digits(key)}"

    def _digits(self, key: str) -> str:
        digits = key.removeprefix(self._config.key_prefix)
        if not key.startswith(self._config.key_prefix) or not re.fullmatch("[0-9]{1,18}", digits):
            raise NoSuchTicket(f"{key!r} is no key of this Request Tracker.")
        return digits


def _person(value: Json) -> Person | None:
    name = optional(value, "RealName") or optional(value, "Name") or optional(value, "id")
    return Person(name, optional(value, "EmailAddress") or None) if name else None


def _messages(value: object) -> str:
    found = value if isinstance(value, list) else []
    return "; ".join(one for one in found if isinstance(one, str))[:300] or "it does not say why."
