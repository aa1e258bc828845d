"""GitHub Issues, of github.com or of a GitHub Enterprise Server: webhooks in, REST out.

https://docs.github.com/rest/issues, https://docs.github.com/webhooks/webhook-events-and-payloads
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import parse_qs, quote

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.integrations.base import (
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
from app.integrations.calling import Address, Answer, Caller, Moved, every_page
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
    plain_body,
    read_object,
    signed_with,
    text,
    verify,
)
from app.integrations.walk import Walk

_WHOLE = frozenset({"number", "title", "body", "state", "labels", "user", "html_url", "created_at", "updated_at"})
_FORM = "application/x-www-form-urlencoded"


class Config(BaseModel):
    """A repository."""

    model_config = ConfigDict(extra="forbid")

    repository: Annotated[str, Field(pattern=r"^[\w.-]{1,100}/[\w.-]{1,100}$", description="`owner/name`.")]
    api_url: Annotated[Address, Field(description="Of GitHub Enterprise Server: `https://HOST/api/v3`.")] = (
        "https://api.github.com"
    )
    severity_prefix: Annotated[
        str, Field(description="A label that begins so says the severity: `severity: high` says `high`.")
    ] = "severity:"
    since: Annotated[datetime | None, Field(description="Issues that last changed before are passed over.")] = None


class Secret(BaseModel):
    """What GitHub knows us by, and what we know it by."""

    model_config = ConfigDict(extra="forbid")

    token: Annotated[SecretStr, Field(description="A fine-grained token with Issues: read and write.")]
    webhook_secrets: Annotated[
        tuple[SecretStr, ...], Field(max_length=2, description="That of the webhook; two while it is exchanged.")
    ] = ()


class GitHub:
    """The issues of one repository; pull requests are none."""

    hears = True

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        self._repository: Final = config.repository
        self._severity: Final = config.severity_prefix
        self._since: Final = config.since
        self._webhook_secrets: Final = [one.get_secret_value() for one in secret.webhook_secrets]
        self._caller: Final = Caller(
            http,
            config.api_url,
            {
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {secret.token.get_secret_value()}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
            patience=patience,
        )

    async def changed_since(self, mark: str | None) -> Page:
        """Sorted by when they were made, so that what changes during the walk moves nothing across its pages."""
        walk, answer = await Walk.at(mark, self._since).step(self._changed)
        issues = objects(answer.json, "the answer")
        items = tuple(self._ticket(issue) for issue in issues if "pull_request" not in issue)
        return walk.page(items, answer, answer.following)

    async def _changed(self, walk: Walk) -> Answer:
        if walk.place is not None:
            return await self._caller.get(walk.place)
        parameters: dict[str, str | int] = {"state": "all", "sort": "created", "direction": "asc", "per_page": 100}
        if walk.since is not None:
            parameters["since"] = walk.since.strftime("%Y-%m-%dT%H:%M:%SZ")
        return await self._caller.get(f"repos/{self._repository}/issues", **parameters)

    async def ticket(self, key: str) -> Ticket | Gone:
        try:
            answer = await self._caller.get(self._path(key))
        except (NoSuchTicket, Moved):
            return Gone(key)
        return self._ticket(answered(answer.json))

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        first = await self._caller.get(f"{self._path(key)}/comments", per_page=100)
        found = [
            _remark(key, comment)
            async for page in every_page(self._caller, first)
            for comment in objects(page.json, "the answer")
        ]
        return [one for one in found if after is None or int(one.id) > int(after)]

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        for known in await self.remarks(key):
            if known.token == token:
                return known.id
        body = f"{body_markdown.rstrip()}\n\n<!-- alliance:{good_token(token)} -->"
        answer = await self._caller.ask("POST", f"{self._path(key)}/comments", json={"body": body})
        return number(answered(answer.json))

    async def set_state(self, key: str, state: str) -> None:
        now = await self.ticket(key)
        if isinstance(now, Gone):
            raise NoSuchTicket(f"{key} is not there.")
        if now.state == state:
            return
        word, _, reason = state.partition(":")
        if word not in ("open", "closed") or (reason and word == "open"):
            raise Refused(f"An issue is `open`, `closed` or `closed:REASON`, not {state!r}.")
        change = {"state": word} | ({"state_reason": reason or "completed"} if word == "closed" else {})
        await self._caller.ask("PATCH", self._path(key), json=change)

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """`issues` and `issue_comment`, as JSON or as a form; all else is about nothing of ours."""
        algorithm, _, digest = header(headers, "x-hub-signature-256").partition("=")
        verify(self._webhook_secrets, body, hexadecimal(digest) if algorithm == "sha256" else None)
        payload = _payload(headers, body)
        event, name = header(headers, "x-github-event"), header(headers, "x-github-delivery") or None
        if event not in ("issues", "issue_comment"):
            return Delivery((), name)
        issue, action = of(payload, "issue"), text(payload, "action")
        if "pull_request" in issue or text(of(payload, "repository"), "full_name").lower() != self._repository.lower():
            return Delivery((), name)
        return Delivery(self._items(event, action, issue, payload), name)

    def _items(self, event: str, action: str, issue: Json, payload: Json) -> tuple[Item, ...]:
        key = self._key(issue)
        if event == "issues":
            return (Gone(key),) if action in ("deleted", "transferred") else (self._told(key, issue),)
        comment = of(payload, "comment")
        said = RemarkGone(key, number(comment)) if action == "deleted" else _remark(key, comment)
        return (self._told(key, issue), said)

    def _told(self, key: str, issue: Json) -> Ticket | Changed:
        """What a webhook says of an issue, where it says it whole."""
        return self._ticket(issue) if issue.keys() >= _WHOLE else Changed(key)

    def _ticket(self, issue: Json) -> Ticket:
        names = frozenset(filter(None, map(_label, _labels(issue))))
        severities = sorted(name for name in names if name.lower().startswith(self._severity.lower()))
        state, reason = text(issue, "state"), optional(issue, "state_reason")
        return Ticket(
            key=self._key(issue),
            title=text(issue, "title"),
            body_markdown=optional(issue, "body"),
            state=f"closed:{reason}" if state == "closed" and reason not in ("", "completed") else state,
            severity=severities[0][len(self._severity) :].strip() if severities else None,
            queue=self._repository,
            labels=names,
            requester=_person(issue),
            url=text(issue, "html_url"),
            created_at=instant(issue, "created_at"),
            updated_at=instant(issue, "updated_at"),
        )

    def _key(self, issue: Json) -> str:
        return f"{self._repository}#{number(issue, 'number')}"

    def _path(self, key: str) -> str:
        repository, _, number = key.rpartition("#")
        if repository.lower() != self._repository.lower() or not re.fullmatch("[0-9]{1,18}", number):
            raise NoSuchTicket(f"{key!r} is no issue of {self._repository}.")
        return f"repos/{quote(self._repository)}/issues/{number}"


def _payload(headers: Mapping[str, str], body: bytes) -> Json:
    if not header(headers, "content-type").lower().startswith(_FORM):
        return body_json(headers, body)
    try:
        form = parse_qs(plain_body(headers, body).decode("ascii"), strict_parsing=True, max_num_fields=10)
        (payload,) = form["payload"]
    except (ValueError, KeyError) as broken:
        raise Nonsense("It is no form with one payload.") from broken
    return read_object(payload.encode(), "application/json")


def _labels(issue: Json) -> list[object]:
    labels = issue.get("labels") or []
    if not isinstance(labels, list):
        raise Nonsense("labels is no list")
    return labels


def _label(label: object) -> str:
    if isinstance(label, str):
        return clean(label)
    return optional(label, "name") if isinstance(label, dict) else ""


def _person(value: Json) -> Person | None:
    """Accounts that are deleted are null. GitHub tells addresses of none but those who show theirs, and not here."""
    login = optional(maybe(value, "user"), "login")
    return Person(login) if login else None


def _remark(key: str, comment: Json) -> Remark:
    body, token = signed_with(optional(comment, "body"), "<!-- alliance:", " -->")
    return Remark(
        id=number(comment),
        ticket_key=key,
        author=_person(comment),
        body_markdown=body,
        public=True,
        created_at=instant(comment, "created_at"),
        token=token,
    )
