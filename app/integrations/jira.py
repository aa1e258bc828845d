"""Jira, of Atlassian's cloud (REST 3, texts in ADF) or of one's own Data Center (REST 2, texts in wiki markup):
webhooks in, REST out.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/, https://docs.atlassian.com/software/jira/docs/api/REST/
"""

import base64
import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from app.integrations import adf, markdown, wiki_text, wiki_writing
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
    Refused,
    Remark,
    RemarkGone,
    Ticket,
)
from app.integrations.calling import MOST_PAGES, Address, Answer, Caller, Overtaken
from app.integrations.reading import (
    Json,
    answered,
    body_json,
    clean,
    good_token,
    header,
    hexadecimal,
    instant,
    maybe,
    number,
    objects,
    of,
    optional,
    signed_with,
    text,
    texts,
    verify,
)
from app.integrations.walk import Walk

_FIELDS = "summary,description,status,priority,project,labels,reporter,created,updated"
_PAGE = 100
_STEP_BACK = 10
"""Rows that a page of a Data Center tells again, so that as many tickets may be deleted meanwhile and none is passed
over."""


class Deployment(StrEnum):
    """Which of the two Jiras it is."""

    cloud = "cloud"
    data_center = "data_center"


class Config(BaseModel):
    """Some projects of a Jira."""

    model_config = ConfigDict(extra="forbid")

    base_url: Annotated[Address, Field(description="`https://NAME.atlassian.net`, or where Data Center is.")]
    deployment: Deployment = Deployment.cloud
    projects: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,99}$")], ...],
        Field(min_length=1, max_length=50, description="Their keys."),
    ]
    public_remarks: Annotated[
        bool, Field(description="Whether customers of a service project see our comments; elsewhere all do.")
    ] = True
    resolution: Annotated[str, Field(description="Sent with a transition that asks for a resolution.")] = "Done"
    since: Annotated[datetime | None, Field(description="Issues that last changed before are passed over.")] = None


class Secret(BaseModel):
    """What Jira knows us by, and what we know it by."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str | None, Field(description="Cloud: of the account whose token it is.")] = None
    token: Annotated[SecretStr, Field(description="Cloud: an API token. Data Center: a personal access token.")]
    webhook_secrets: Annotated[
        tuple[SecretStr, ...], Field(max_length=2, description="That of the webhook; two while it is exchanged.")
    ] = ()

    @model_validator(mode="after")
    def _plain(self) -> "Secret":
        if self.email and ":" in self.email:
            raise ValueError("An address of an account holds no colon.")
        return self


class Jira:
    """The issues of some projects."""

    hears = True

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        token = secret.token.get_secret_value()
        if config.deployment is Deployment.cloud:
            known = base64.b64encode(f"{secret.email or ''}:{token}".encode()).decode()
            authorization, version = f"Basic {known}", "3"
        else:
            authorization, version = f"Bearer {token}", "2"
        self._config: Final = config
        self._cloud: Final = config.deployment is Deployment.cloud
        self._webhook_secrets: Final = [one.get_secret_value() for one in secret.webhook_secrets]
        self._base: Final = config.base_url.rstrip("/")
        self._caller: Final = Caller(
            http, f"{self._base}/rest/api/{version}", {"Authorization": authorization}, patience=patience
        )

    async def changed_since(self, mark: str | None) -> Page:
        """Newest first: what changes during the walk moves to its front, and so none of its pages passes over any."""
        asked: list[tuple[str, str | int | None]] = []

        async def ask(walk: Walk) -> Answer:
            asked.append(await self._asked(walk))
            return await self._changed(*asked[-1])

        walk, answer = await Walk.at(mark, self._config.since).step(ask)
        found = answered(answer.json)
        issues = list(objects(found.get("issues"), "issues"))
        return walk.page(tuple(map(self._ticket, issues)), answer, self._next(*asked[-1], found, len(issues)))

    async def _asked(self, walk: Walk) -> tuple[str, str | int | None]:
        """The query of a walk, the same for each of its pages, and where its next one begins."""
        if walk.place is not None:
            query, place = json.loads(walk.place)
            return query, place
        return self._query(walk.since, None if walk.since is None else await self._now()), None

    async def _changed(self, query: str, place: str | int | None) -> Answer:
        parameters: dict[str, str | int] = {"jql": query, "maxResults": _PAGE, "fields": _FIELDS}
        if place is not None:
            parameters["nextPageToken" if self._cloud else "startAt"] = place
        return await self._caller.get("search/jql" if self._cloud else "search", **parameters)

    async def _now(self) -> datetime:
        """By Jira's own clock, from which its queries count back in minutes: they know no zone but their reader's."""
        return (await self._caller.get("serverInfo")).when()

    def _query(self, since: datetime | None, now: datetime | None) -> str:
        projects = ", ".join(f'"{project}"' for project in self._config.projects)
        query = f"project in ({projects})"
        if since is not None and now is not None:
            minutes = 1 + math.ceil((now - since) / timedelta(minutes=1))
            query += f' AND updated >= "-{max(minutes, 1)}m"'
        return f"{query} ORDER BY updated DESC"

    def _next(self, query: str, place: str | int | None, found: Json, count: int) -> str | None:
        if self._cloud:
            following = optional(found, "nextPageToken")
            return json.dumps([query, following]) if following and not found.get("isLast") else None
        start, total = int(place or 0), found.get("total")
        if not isinstance(total, int):
            raise Nonsense("total is no number")
        if count == 0 or start + count >= total:
            return None
        return json.dumps([query, max(start + 1, start + count - _STEP_BACK)])

    async def ticket(self, key: str) -> Ticket | Gone:
        try:
            answer = await self._caller.get(self._path(key), fields=_FIELDS)
        except NoSuchTicket:
            return Gone(key)
        found = self._ticket(answered(answer.json))
        return found if found.key == key else Gone(key)

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        found: list[Remark] = []
        for _ in range(MOST_PAGES):
            answer = await self._caller.get(
                f"{self._path(key)}/comment", startAt=len(found), maxResults=_PAGE, orderBy="created"
            )
            page = answered(answer.json)
            comments = [self._remark(key, comment) for comment in objects(page.get("comments"), "comments")]
            found += comments
            total = page.get("total")
            if not comments or not isinstance(total, int) or len(found) >= total:
                break
        return sorted((one for one in found if after is None or int(one.id) > int(after)), key=lambda one: int(one.id))

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        for known in await self.remarks(key):
            if known.token == token:
                return known.id
        said: Json = {"body": self._signed(body_markdown, good_token(token))}
        if not self._config.public_remarks:
            said["properties"] = [{"key": "sd.public.comment", "value": {"internal": True}}]
        answer = await self._caller.ask("POST", f"{self._path(key)}/comment", json=said)
        return number(answered(answer.json))

    async def set_state(self, key: str, state: str) -> None:
        for _ in range(3):
            now = await self.ticket(key)
            if isinstance(now, Gone):
                raise NoSuchTicket(f"{key} is not there.")
            if now.state.casefold() == state.casefold():
                return None
            try:
                return await self._go(key, state)
            except Overtaken:
                continue
        raise Away(f"Others keep changing {key}.")

    async def _go(self, key: str, state: str) -> None:
        answer = await self._caller.get(f"{self._path(key)}/transitions", expand="transitions.fields")
        ways = list(objects(answered(answer.json).get("transitions"), "transitions"))
        names = [text(of(way, "to"), "name") for way in ways]
        for way, name in zip(ways, names, strict=True):
            if name.casefold() == state.casefold():
                change: Json = {"transition": {"id": text(way, "id")}}
                if maybe(maybe(way, "fields"), "resolution").get("required"):
                    change["fields"] = {"resolution": {"name": self._config.resolution}}
                await self._caller.ask("POST", f"{self._path(key)}/transitions", json=change)
                return
        reached = ", ".join(dict.fromkeys(names)) or "none"
        raise Refused(f"No transition of {key} leads to {state!r}; now it can go to: {reached}.")

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """Which issue or comment it is about; what it now says is asked for, since Jira's webhooks say it in part, and
        in another markup than its REST."""
        algorithm, _, digest = header(headers, "x-hub-signature").partition("=")
        verify(self._webhook_secrets, body, hexadecimal(digest) if algorithm == "sha256" else None)
        payload = body_json(headers, body)
        name = header(headers, "x-atlassian-webhook-identifier") or None
        return Delivery(self._items(optional(payload, "webhookEvent"), payload), name)

    def _items(self, event: str, payload: Json) -> tuple[Item, ...]:
        if event not in _EVENTS:
            return ()
        key = text(of(payload, "issue"), "key")
        left = [old for old in _former_keys(payload) if self._is_ours(old)]
        if not self._is_ours(key):
            return tuple(map(Gone, left))
        if event == "jira:issue_deleted":
            return (Gone(key),)
        if event == "comment_deleted":
            return (RemarkGone(key, number(of(payload, "comment"))), Changed(key))
        return (*map(Gone, left), Changed(key))

    def _ticket(self, issue: Json) -> Ticket:
        fields, key = of(issue, "fields"), text(issue, "key")
        return Ticket(
            key=key,
            title=text(fields, "summary"),
            body_markdown=markdown.write(self._prose(fields.get("description"))),
            state=text(of(fields, "status"), "name"),
            severity=optional(maybe(fields, "priority"), "name") or None,
            queue=optional(maybe(fields, "project"), "key") or key.rpartition("-")[0],
            labels=frozenset(texts(fields, "labels")),
            requester=_person(maybe(fields, "reporter")),
            url=f"{self._base}/browse/{quote(key)}",
            created_at=instant(fields, "created"),
            updated_at=instant(fields, "updated"),
        )

    def _remark(self, key: str, comment: Json) -> Remark:
        body, token = self._unsigned(comment.get("body"))
        return Remark(
            id=number(comment),
            ticket_key=key,
            author=_person(maybe(comment, "author")),
            body_markdown=markdown.write(self._prose(body)),
            public=not maybe(comment, "visibility") and comment.get("jsdPublic") is not False,
            created_at=instant(comment, "created"),
            token=token,
        )

    def _prose(self, value: Any) -> Any:
        if isinstance(value, str):
            return wiki_text.read(clean(value))
        if value is None or isinstance(value, dict):
            return adf.read(value)
        raise Nonsense("A text is neither wiki markup nor a document.")

    def _signed(self, body_markdown: str, token: str) -> Any:
        prose = markdown.read(body_markdown)
        if not self._cloud:
            return f"{wiki_writing.write(prose)}\n\n~alliance:{token}~"
        document = adf.write(prose)
        small = {"type": "text", "text": f"alliance:{token}", "marks": [{"type": "subsup", "attrs": {"type": "sub"}}]}
        return document | {"content": [*document["content"], {"type": "paragraph", "content": [small]}]}

    def _unsigned(self, body: Any) -> tuple[Any, str | None]:
        if isinstance(body, str):
            return signed_with(clean(body), "~alliance:", "~", alone=True)
        content = body.get("content") if isinstance(body, dict) else None
        if isinstance(content, list) and content:
            words, token = signed_with(adf.everything(content[-1]).strip(), "alliance:", "")
            if token and not words:
                return body | {"content": content[:-1]}, token
        return body, None

    def _path(self, key: str) -> str:
        if not self._is_ours(key):
            raise NoSuchTicket(f"{key!r} is of none of the connector's projects.")
        return f"issue/{key}"

    def _is_ours(self, key: str) -> bool:
        project, _, number = key.rpartition("-")
        return project in self._config.projects and bool(re.fullmatch("[0-9]{1,18}", number))


_EVENTS = frozenset(
    {
        "jira:issue_created",
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_deleted",
    }
)


def _former_keys(payload: Json) -> list[str]:
    """The keys that an issue leaves behind where it was moved to another project."""
    items = maybe(payload, "changelog").get("items") or []
    return [optional(item, "fromString") for item in objects(items, "changelog.items") if item.get("field") == "Key"]


def _person(value: Json) -> Person | None:
    name = optional(value, "displayName") or optional(value, "name")
    return Person(name, optional(value, "emailAddress") or None) if name else None
