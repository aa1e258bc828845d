"""Zendesk Support: webhooks in, tickets API out.

https://developer.zendesk.com/api-reference/ticketing/introduction/, https://developer.zendesk.com/documentation/webhooks/
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.integrations import html_text, markdown, plain_text
from app.integrations.base import (
    Away,
    Changed,
    Delivery,
    Gone,
    Item,
    Nonsense,
    NoSuchTicket,
    Page,
    Person,
    Remark,
    Ticket,
)
from app.integrations.calling import MOST_PAGES, Address, Caller, Overtaken
from app.integrations.reading import (
    Json,
    answered,
    body_json,
    good_token,
    header,
    instant,
    maybe,
    number,
    objects,
    of,
    optional,
    text,
    texts,
    verify,
)

_CUSTOM = "alliance"
_EVENT = "zen:event-type:ticket."
_DELETED = frozenset({"soft_deleted", "permanently_deleted", "deleted"})


class Config(BaseModel):
    """An account of Zendesk Support."""

    model_config = ConfigDict(extra="forbid")

    base_url: Annotated[Address, Field(description="`https://NAME.zendesk.com`.")]
    key_prefix: Annotated[str, Field(max_length=20, description="Before a ticket's number, to make its key.")] = "ZD-"
    public_remarks: Annotated[
        bool, Field(description="Whether our comments are public, and so mailed to the requester.")
    ] = False
    since: Annotated[datetime | None, Field(description="Tickets that last changed before are passed over.")] = None


class Secret(BaseModel):
    """What Zendesk knows us by, and what we know it by."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(pattern=r"^[^:\s]+@[^:\s]+$", description="Of the account whose token it is.")]
    token: Annotated[SecretStr, Field(description="An API token.")]
    webhook_secrets: Annotated[
        tuple[SecretStr, ...], Field(max_length=2, description="The webhook's signing secret; two while exchanged.")
    ] = ()


class Zendesk:
    """All tickets of an account."""

    hears = True

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        self._config: Final = config
        self._base: Final = config.base_url.rstrip("/")
        self._webhook_secrets: Final = [one.get_secret_value() for one in secret.webhook_secrets]
        known = base64.b64encode(f"{secret.email}/token:{secret.token.get_secret_value()}".encode()).decode()
        self._caller: Final = Caller(
            http, f"{self._base}/api/v2", {"Authorization": f"Basic {known}"}, patience=patience
        )

    async def changed_since(self, mark: str | None) -> Page:
        """By Zendesk's own export of changes, whose cursor is the mark. It holds back what is not a minute old."""
        start = int(self._config.since.timestamp()) if self._config.since else 0
        place: dict[str, str | int] = {"cursor": mark} if mark else {"start_time": max(start, 0)}
        answer = await self._caller.get("incremental/tickets/cursor.json", include="users,groups", **place)
        found = answered(answer.json)
        beside = _Beside(found)
        items = tuple(self._item(row, beside) for row in objects(found.get("tickets"), "tickets"))
        following = optional(found, "after_cursor") or mark or ""
        ended = found.get("end_of_stream")
        if not isinstance(ended, bool):
            raise Nonsense("end_of_stream is missing")
        return Page(items, following, more=not ended and following != mark)

    async def ticket(self, key: str) -> Ticket | Gone:
        try:
            found = await self._found(key)
        except NoSuchTicket:
            return Gone(key)
        return self._item(of(found, "ticket"), _Beside(found))

    async def _found(self, key: str) -> Json:
        return answered((await self._caller.get(f"{self._path(key)}.json", include="users,groups")).json)

    def _item(self, row: Json, beside: "_Beside") -> Ticket | Gone:
        key = f"{self._config.key_prefix}{number(row)}"
        if optional(row, "status") == "deleted":
            return Gone(key)
        return Ticket(
            key=key,
            title=optional(row, "subject").strip() or "(no subject)",
            body_markdown=markdown.write(plain_text.read(optional(row, "description"))),
            state=text(row, "status"),
            severity=optional(row, "priority") or None,
            queue=beside.groups.get(optional(row, "group_id"), ""),
            labels=frozenset(texts(row, "tags")),
            requester=beside.people.get(optional(row, "requester_id")),
            url=f"{self._base}/agent/tickets/{number(row)}",
            created_at=instant(row, "created_at"),
            updated_at=instant(row, "updated_at"),
        )

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        """From the ticket's audits, which tell with each comment what was handed over when it was made."""
        found: dict[str, Remark] = {}
        hidden: dict[str, bool] = {}
        path = f"{self._path(key)}/audits.json"
        parameters: dict[str, str | int] = {"page[size]": 100, "include": "users"}
        for _ in range(MOST_PAGES):
            page = answered((await self._caller.get(path, **parameters)).json)
            people = _Beside(page).people
            for audit in objects(page.get("audits"), "audits"):
                events = list(objects(audit.get("events"), "events"))
                opening = any(optional(event, "type") == "Create" for event in events)
                for event in events:
                    if optional(event, "type") == "Comment" and not opening:
                        found[number(event)] = _remark(key, event, audit, people)
                    elif optional(event, "type") == "CommentPrivacyChange":
                        hidden[optional(event, "comment_id")] = event.get("public") is False
            following = optional(maybe(page, "links"), "next")
            if not maybe(page, "meta").get("has_more") or not following:
                break
            path, parameters = following, {}
        return [
            _as_shown(found[one], hidden) for one in sorted(found, key=int) if after is None or int(one) > int(after)
        ]

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        for known in await self.remarks(key):
            if known.token == token:
                return known.id
        written = html_text.write(markdown.read(body_markdown))
        answer = await self._caller.ask(
            "PUT",
            f"{self._path(key)}.json",
            json={
                "ticket": {
                    "comment": {"html_body": written, "public": self._config.public_remarks},
                    "metadata": {"custom": {_CUSTOM: good_token(token)}},
                }
            },
        )
        events = objects(maybe(answered(answer.json), "audit").get("events"), "audit.events")
        made = next((event for event in events if optional(event, "type") == "Comment"), None)
        if made is None:
            raise Nonsense("It does not say which comment was made.")
        return number(made)

    async def set_state(self, key: str, state: str) -> None:
        for _ in range(3):
            row = of(await self._found(key), "ticket")
            if optional(row, "status") == "deleted":
                raise NoSuchTicket(f"{key} is not there.")
            if optional(row, "status") == state:
                return
            change = {"status": state, "safe_update": True, "updated_stamp": text(row, "updated_at")}
            try:
                await self._caller.ask("PUT", f"{self._path(key)}.json", json={"ticket": change})
            except Overtaken:
                continue
            return
        raise Away(f"Others keep changing {key}.")

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """An event of a ticket, or what a trigger sends: `{"ticket_id": "{{ticket.id}}"}`. Which ticket it is about;
        what it now says is asked for, since neither says it whole."""
        signed = header(headers, "x-zendesk-webhook-signature-timestamp").encode() + body
        try:
            signature = base64.b64decode(header(headers, "x-zendesk-webhook-signature"), validate=True)
        except (binascii.Error, ValueError):
            signature = None
        verify(self._webhook_secrets, signed, signature)
        payload = body_json(headers, body)
        name = header(headers, "x-zendesk-webhook-invocation-id") or optional(payload, "id") or None
        return Delivery(self._items(payload), name)

    def _items(self, payload: Json) -> tuple[Item, ...]:
        event = optional(payload, "type")
        if event.startswith(_EVENT):
            key = f"{self._config.key_prefix}{number(of(payload, 'detail'))}"
            return (Gone(key),) if event.removeprefix(_EVENT) in _DELETED else (Changed(key),)
        if not event and "ticket_id" in payload:
            return (Changed(f"{self._config.key_prefix}{number(payload, 'ticket_id')}"),)
        return ()

    def _path(self, key: str) -> str:
        digits = key.removeprefix(self._config.key_prefix)
        if not key.startswith(self._config.key_prefix) or not re.fullmatch("[0-9]{1,18}", digits):
            raise NoSuchTicket(f"{key!r} is no key of this Zendesk.")
        return f"tickets/{digits}"


class _Beside:
    """Who and which groups an answer's tickets name, as it tells them beside."""

    def __init__(self, found: Json) -> None:
        self.people = {
            number(one): Person(optional(one, "name") or number(one), optional(one, "email") or None)
            for one in objects(found.get("users") or [], "users")
        }
        self.groups = {number(one): optional(one, "name") for one in objects(found.get("groups") or [], "groups")}


def _remark(key: str, event: Json, audit: Json, people: Mapping[str, Person]) -> Remark:
    written = optional(event, "html_body")
    prose = html_text.read(written) if written else plain_text.read(optional(event, "body"))
    author = optional(event, "author_id") or optional(audit, "author_id")
    return Remark(
        id=number(event),
        ticket_key=key,
        author=people.get(author),
        body_markdown=markdown.write(prose),
        public=event.get("public") is not False,
        created_at=instant(audit, "created_at"),
        token=optional(maybe(maybe(audit, "metadata"), "custom"), _CUSTOM) or None,
    )


def _as_shown(remark: Remark, hidden: Mapping[str, bool]) -> Remark:
    """A comment may have been made private since."""
    return replace(remark, public=False) if hidden.get(remark.id) else remark
