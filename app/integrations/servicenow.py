"""ServiceNow (Table API): polled, since what it sends is whatever somebody programs there.

https://docs.servicenow.com/csh?topicname=c_TableAPI.html
"""

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Final
from urllib.parse import quote

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from app.integrations import html_text, markdown, plain_text
from app.integrations.base import (
    Away,
    BadSignature,
    Delivery,
    Gone,
    NoSuchTicket,
    Page,
    Person,
    Refused,
    Remark,
    Ticket,
)
from app.integrations.calling import MOST_PAGES, Address, Answer, Caller
from app.integrations.prose import Blocks
from app.integrations.reading import Json, answered, good_token, instant, maybe, objects, optional, signed_with, text
from app.integrations.walk import Walk

_PAGE = 100
_SYS_ID = re.compile("[0-9a-f]{32}")
_CODE = re.compile(r"\[code\](.*?)(?:\[/code\]|\Z)", re.DOTALL | re.IGNORECASE)


def _one_query(query: str) -> str:
    if "^NQ" in query or "ORDERBY" in query or query.startswith("^") or query.endswith("^"):
        raise ValueError("holds ^NQ or an order, or begins or ends with ^: the poll adds its own conditions to it")
    return query


class Config(BaseModel):
    """A table of an instance."""

    model_config = ConfigDict(extra="forbid")

    base_url: Annotated[Address, Field(description="`https://NAME.service-now.com`.")]
    table: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,80}$")] = "incident"
    query: Annotated[
        str,
        Field(max_length=1_000, description="An encoded query that tickets must match, as the filter of a list."),
        AfterValidator(_one_query),
    ] = ""
    requester_field: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,80}$")] = "caller_id"
    public_remarks: Annotated[
        bool, Field(description="Whether our comments are additional comments, which the caller sees.")
    ] = False
    beside_state: Annotated[
        dict[str, dict[str, str]],
        Field(description="Fields that are sent with a state, such as its close code: {state: {field: value}}."),
    ] = {}
    since: Annotated[datetime | None, Field(description="Records that last changed before are passed over.")] = None


class Secret(BaseModel):
    """What ServiceNow knows us by."""

    model_config = ConfigDict(extra="forbid")

    username: Annotated[str | None, Field(description="With a password; none with a token of OAuth.")] = None
    password: Annotated[SecretStr, Field(description="The account's password, or a token of OAuth.")]


class ServiceNow:
    """The records of one table, a task's or one that is made like it."""

    hears = False

    def __init__(self, config: Config, secret: Secret, http: httpx.AsyncClient, patience: float) -> None:
        self._config: Final = config
        self._base: Final = config.base_url.rstrip("/")
        password = secret.password.get_secret_value()
        known = base64.b64encode(f"{secret.username}:{password}".encode()).decode()
        self._caller: Final = Caller(
            http,
            f"{self._base}/api/now/table",
            {"Authorization": f"Basic {known}" if secret.username else f"Bearer {password}"},
            patience=patience,
        )

    async def changed_since(self, mark: str | None) -> Page:
        """By sys_id, which never changes: what changes behind the walk is of the next one. A page ends the walk only
        where it is empty, since an instance may give fewer rows than are asked for."""
        walk, answer = await Walk.at(mark, self._config.since).step(self._changed)
        rows = list(objects(answered(answer.json).get("result"), "result"))
        return walk.page(tuple(map(self._ticket, rows)), answer, _value(rows[-1], "sys_id") if rows else None)

    async def _changed(self, walk: Walk) -> Answer:
        conditions = [self._config.query] if self._config.query else []
        if walk.since is not None:
            conditions.append(f"sys_updated_on>={walk.since.astimezone(UTC):%Y-%m-%d %H:%M:%S}")
        if walk.place is not None:
            conditions.append(f"sys_id>{walk.place}")
        return await self._rows("^".join([*conditions, "ORDERBYsys_id"]))

    async def _rows(self, query: str, limit: int = _PAGE) -> Answer:
        return await self._caller.get(
            self._config.table,
            sysparm_query=query,
            sysparm_limit=limit,
            sysparm_fields=",".join(self._fields()),
            sysparm_display_value="all",
            sysparm_exclude_reference_link="true",
        )

    def _fields(self) -> tuple[str, ...]:
        requester = self._config.requester_field
        return (
            "sys_id",
            "number",
            "short_description",
            "description",
            "state",
            "priority",
            "assignment_group",
            "category",
            "subcategory",
            f"{requester}.name",
            f"{requester}.email",
            "sys_created_on",
            "sys_updated_on",
        )

    async def ticket(self, key: str) -> Ticket | Gone:
        row = await self._row(key)
        return Gone(key) if row is None else self._ticket(row)

    async def _row(self, key: str) -> Json | None:
        if not re.fullmatch("[A-Za-z0-9_-]{1,80}", key):
            return None
        try:
            answer = await self._rows(f"number={key}", 1)
        except NoSuchTicket:
            return None
        return next(objects(answered(answer.json).get("result"), "result"), None)

    async def _id(self, key: str) -> str:
        row = await self._row(key)
        sys_id = _value(row, "sys_id") if row is not None else ""
        if not _SYS_ID.fullmatch(sys_id):
            raise NoSuchTicket(f"{key} is not there.")
        return sys_id

    async def remarks(self, key: str, after: str | None = None) -> Sequence[Remark]:
        """From the journal, which is written to the second: after a remark come all others of its second too."""
        sys_id = await self._id(key)
        rows: list[Json] = []
        for _ in range(MOST_PAGES):
            answer = await self._caller.get(
                "sys_journal_field",
                sysparm_query=f"element_id={sys_id}^elementINcomments,work_notes^ORDERBYsys_created_on^ORDERBYsys_id",
                sysparm_fields="sys_id,element,value,sys_created_on,sys_created_by",
                sysparm_limit=_PAGE,
                sysparm_offset=len(rows),
            )
            found = list(objects(answered(answer.json).get("result"), "result"))
            rows += found
            if not found:
                break
        people = await self._people({optional(row, "sys_created_by") for row in rows})
        remarks = [_remark(key, row, people) for row in rows]
        last = next((one for one in remarks if one.id == after), None)
        return [one for one in remarks if last is None or (one.created_at >= last.created_at and one.id != last.id)]

    async def _people(self, names: set[str]) -> dict[str, Person]:
        """Who they are by the names that they sign in with; of one that cannot stand in a query the name alone."""
        asked = sorted(name for name in names if re.fullmatch(r"[\w.@+ -]{1,100}", name))
        found: dict[str, Person] = {name: Person(name) for name in names if name}
        for place in range(0, len(asked), 50):
            answer = await self._caller.get(
                "sys_user",
                sysparm_query=f"user_nameIN{','.join(asked[place : place + 50])}",
                sysparm_fields="user_name,name,email",
                sysparm_limit=50,
            )
            for row in objects(answered(answer.json).get("result"), "result"):
                name = optional(row, "user_name")
                found[name] = Person(optional(row, "name") or name, optional(row, "email") or None)
        return found

    async def remark(self, key: str, body_markdown: str, token: str) -> str:
        if known := await self._known(key, token):
            return known
        written = plain_text.write(markdown.read(body_markdown))
        field = "comments" if self._config.public_remarks else "work_notes"
        await self._change(key, {field: f"{written}\n\n[alliance:{good_token(token)}]"})
        if made := await self._known(key, token):
            return made
        raise Away("The comment was taken, and is not in the journal yet.")

    async def _known(self, key: str, token: str) -> str | None:
        return next((one.id for one in await self.remarks(key) if one.token == token), None)

    async def _change(self, key: str, change: Json) -> Json:
        answer = await self._caller.ask(
            "PATCH",
            f"{self._config.table}/{await self._id(key)}",
            parameters={
                "sysparm_display_value": "all",
                "sysparm_input_display_value": "true",
                "sysparm_fields": "number,state",
            },
            json=change,
        )
        return maybe(answered(answer.json), "result")

    async def set_state(self, key: str, state: str) -> None:
        now = await self.ticket(key)
        if isinstance(now, Gone):
            raise NoSuchTicket(f"{key} is not there.")
        if now.state.casefold() == state.casefold():
            return
        became = _shown(await self._change(key, {"state": state, **self._config.beside_state.get(state, {})}), "state")
        if became.casefold() != state.casefold():
            raise Refused(f"{key} became {became!r} and not {state!r}.")

    def heard(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        del headers, body
        raise BadSignature("ServiceNow is polled; it sends no webhooks that could be verified.")

    def _ticket(self, row: Json) -> Ticket:
        requester = self._config.requester_field
        name = _shown(row, f"{requester}.name")
        page = quote(f"{self._config.table}.do?sys_id={_value(row, 'sys_id')}", safe="")
        return Ticket(
            key=_value(row, "number"),
            title=_shown(row, "short_description").strip() or "(no short description)",
            body_markdown=markdown.write(plain_text.read(_shown(row, "description"))),
            state=_shown(row, "state"),
            severity=_shown(row, "priority") or None,
            queue=_shown(row, "assignment_group") or self._config.table,
            labels=frozenset(filter(None, (_shown(row, "category"), _shown(row, "subcategory")))),
            requester=Person(name, _shown(row, f"{requester}.email") or None) if name else None,
            url=f"{self._base}/nav_to.do?uri={page}",
            created_at=instant(maybe(row, "sys_created_on"), "value"),
            updated_at=instant(maybe(row, "sys_updated_on"), "value"),
        )


def _value(row: Json, name: str) -> str:
    return text(maybe(row, name), "value")


def _shown(row: Json, name: str) -> str:
    return optional(maybe(row, name), "display_value")


def _remark(key: str, row: Json, people: Mapping[str, Person]) -> Remark:
    said, token = signed_with(optional(row, "value"), "[alliance:", "]")
    return Remark(
        id=text(row, "sys_id"),
        ticket_key=key,
        author=people.get(optional(row, "sys_created_by")),
        body_markdown=markdown.write(_prose(said)),
        public=optional(row, "element") == "comments",
        created_at=instant(row, "sys_created_on"),
        token=token,
    )


def _prose(said: str) -> Blocks:
    """Plain text; what stands in [code] is HTML."""
    blocks: Blocks = ()
    place = 0
    for found in _CODE.finditer(said):
        blocks += plain_text.read(said[place : found.start()]) + html_text.read(found[1])
        place = found.end()
    return blocks + plain_text.read(said[place:])
