"""What an operation is given: a reader for a GET, a change for everything else. They hold the caller, hand on what the
services and views need, and turn what these answer into HTTP."""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

import asyncpg
import orjson
from fastapi import Depends, Header, Request, Response
from fastapi.params import Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes
from sqlalchemy import Date, DateTime, Uuid, select
from sqlalchemy.types import TypeEngine

from app.access.lookup import Found as FoundThing
from app.access.on_behalf import HEADER, find_on_behalf
from app.access.visibility import known
from app.auth.api_tokens import is_api_token
from app.auth.scopes import DESCRIPTIONS, Scope
from app.auth.tokens import Caller
from app.core.statements import Statement, prepare
from app.domain.errors import InsufficientScope, NotFound, Unauthenticated
from app.http.accepting import asks_for_stream
from app.http.house import House, house_of
from app.http.preconditions import require_match, tag_of, unchanged
from app.http.queries import Query
from app.queries.listing import Listed
from app.queries.view import Seen
from app.work import Replay, RequestKey, Shown, Sought, Work, read_row, transaction

PREFIX = "/api/v1"
JSON = "application/json"
CACHING = "private, no-cache"
Found = TypeVar("Found", bound=FoundThing)

_bearer = OAuth2PasswordBearer(
    tokenUrl=f"{PREFIX}/auth/token",
    refreshUrl=f"{PREFIX}/auth/token",
    scopes={str(scope): description for scope, description in DESCRIPTIONS.items()},
    scheme_name="signIn",
    description="Sign in with e-mail and password; send the access token as `Authorization: Bearer …`. It is a JWT "
    "(RFC9068), read by the rules of RFC8725. A program sends an API token (`at_…`) in its place, which a member or an "
    "administrator made for it (`POST /api/v1/me/tokens`, `POST /api/v1/members/{member}/tokens`).",
    auto_error=False,
)


def bearer_of(headers: Mapping[bytes, bytes]) -> str | None:
    """The access token that a request brings (RFC 6750, 2.1)."""
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    return token.decode("latin-1") if scheme.lower() == b"bearer" else None


async def get_caller(request: Request, asked: SecurityScopes, token: Annotated[str | None, Depends(_bearer)]) -> Caller:
    if token is not None and is_api_token(token):
        await look_up(request, token)
    return caller_of(request, asked.scopes, token)


async def look_up(request: Request, token: str) -> None:
    """Before `caller_of`, of an API token: one that is new to this process is looked up."""
    await house_of(request).api_tokens.look_up(token)


def caller_of(request: Request, scopes: Sequence[str], token: str | None) -> Caller:
    """The one road by which a token becomes a caller; every operation names the scope it needs."""
    if token is None:
        raise Unauthenticated("Send an access token: Authorization: Bearer …; POST /api/v1/auth/token gives one.")
    house = house_of(request)
    caller = house.api_tokens.read(token) if is_api_token(token) else house.tokens.read(token)
    return _reaching(caller, scopes)


def _reaching(caller: Caller, scopes: Sequence[str]) -> Caller:
    missing = [scope for scope in scopes if scope not in caller.scopes]
    if missing:
        raise InsufficientScope(f"The token lacks the scope {missing[0]}: sign in again and ask for it.")
    return caller


CallerDep = Annotated[Caller, Security(get_caller)]


async def get_ticketed_caller(
    request: Request, asked: SecurityScopes, token: Annotated[str | None, Depends(_bearer)]
) -> Caller:
    if token is not None and is_api_token(token):
        await look_up(request, token)
    return ticketed_caller_of(request, asked.scopes, token)


def ticketed_caller_of(request: Request, scopes: Sequence[str], token: str | None) -> Caller:
    """The same where a stream can also be opened with a ticket, in the parameter `ticket`."""
    ticket = request.query_params.get("ticket")
    if token is not None or ticket is None:
        return caller_of(request, scopes, token)
    if not asks_for_stream(request.scope):
        raise Unauthenticated("A ticket opens a stream (Accept: text/event-stream); send an access token for a page.")
    return _reaching(house_of(request).tickets.read(ticket), scopes)


CALLERS: Mapping[Callable[..., Any], Callable[[Request, Sequence[str], str | None], Caller]] = {
    get_caller: caller_of,
    get_ticketed_caller: ticketed_caller_of,
}
"""How an operation that names one of these as its dependency gets its caller."""


@dataclass(slots=True)
class Reads:
    """One read: one statement, no transaction, no lock."""

    request: Request
    house: House
    caller: Caller

    async def one(self, seen: Seen[Any]) -> Response:
        """The thing, with its tag; 304 where the caller holds it; 404 where they may not see it."""
        record = await self._row(seen.view.statement, seen.values)
        if record["body"] is None:
            raise NotFound(f"There is no such {seen.view.what}, or you may not read it.")
        return self._tagged(record["body"].encode(), record["version"])

    async def page(self, listed: Listed, query: Query) -> Response:
        """A page of a list, with the cursor of the next."""
        filters, order = query.filters(), query.order()
        within = listed.within
        binding = orjson.dumps(
            [str(self.caller.member_id), self.request.scope["path"], {k: filters[k] for k in sorted(filters)}, order]
        )
        page = listed.listing.page(within, frozenset(filters), order, after=query.cursor is not None)
        values = {**listed.values, **query.parameters(), "limit": query.limit}
        if query.cursor is not None:
            keys = self.house.cursors.open(query.cursor, binding)
            values |= {name: _revived(key, kind) for (name, kind), key in zip(page.keys, keys, strict=True)}
        record = await self._row(page.statement, values)
        if not record["found"]:
            raise NotFound(f"There is no such {listed.what}, or you may not read it.")
        keys = [record[name] for name, _ in page.keys]
        following = None if keys[-1] is None else self.house.cursors.seal(keys, binding)
        return self.items(record["body"], following)

    def items(self, items: str, following: str | None) -> Response:
        body = b'{"items":%b,"next_cursor":%b}' % (items.encode(), orjson.dumps(following))
        response = self._tagged(body, None)
        if following is not None:
            address = f"{self.house.public_address}{_next_page(self.request.scope, following)}"
            response.raw_headers.append((b"link", f'<{address}>; rel="next"'.encode("latin-1")))
        return response

    async def row(self, statement: Statement, **values: Any) -> asyncpg.Record:
        """For the few reads that are neither a thing nor a list."""
        return await self._row(statement, values)

    async def _row(self, statement: Statement, values: Any) -> asyncpg.Record:
        given = {
            "me": self.caller.member_id,
            "sign_in": self.caller.sign_in_id,
            "clock_offset": self.house.clock_offset,
            **values,
        }
        record = await read_row(self.house.database, statement, given)
        assert record is not None
        if not record["known"]:
            raise Unauthenticated("The sign-in has ended or the member is not active: sign in again.")
        return record

    async def known(self) -> None:
        """Only whether the caller is still signed in. Raises Unauthenticated."""
        await self._row(_KNOWN, {})

    def _tagged(self, body: bytes, version: int | None) -> Response:
        return tagged(self.request, body, version)


_KNOWN = prepare(select(known().label("known")))


class Answer(Response):
    """JSON with its tag, the headers written at once."""

    def __init__(self, status: int, body: bytes, tag: str, caching: str = CACHING, location: str | None = None) -> None:
        self.status_code, self.body, self.background = status, body, None
        self.raw_headers = [
            (b"etag", tag.encode()),
            (b"cache-control", caching.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"content-type", b"application/json"),
        ]
        if location is not None:
            self.raw_headers.append((b"location", location.encode("latin-1")))


class NotModified(Response):
    """304: the caller holds what has this tag."""

    def __init__(self, tag: str, caching: str) -> None:
        self.status_code, self.body, self.background = 304, b"", None
        self.raw_headers = [(b"etag", tag.encode()), (b"cache-control", caching.encode())]


_PLAIN = re.compile(r"[\w.~,:=&/-]*", re.ASCII)
"""Of an address, what needs no escaping and holds none."""


def _next_page(scope: Mapping[str, Any], cursor: str) -> str:
    """The address that was asked, with the cursor of the page after it. A cursor needs no escaping."""
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    asked = query.split("&")
    if not _PLAIN.fullmatch(query) or not _PLAIN.fullmatch(path):
        path = quote(path)
        if any("%" in part.partition("=")[0] for part in asked):
            asked = [urlencode([pair]) for pair in parse_qsl(query, keep_blank_values=True)]
        asked = [quote(part, safe="=%+") for part in asked]
    kept = [part for part in asked if part and not part.startswith("cursor=")]
    return f"{path}?{'&'.join([*kept, f'cursor={cursor}'])}"


def tagged(request: Request, body: bytes, version: int | None, caching: str = CACHING) -> Response:
    """200 with a body and its tag; 304 where the caller holds it already."""
    tag = tag_of(version, body)
    held = next((value for name, value in request.scope["headers"] if name == b"if-none-match"), None)
    if held is not None and unchanged(held.decode("latin-1"), tag):
        return NotModified(tag, caching)
    return Answer(200, body, tag, caching)


def accepted(given: Mapping[str, Any]) -> Response:
    """202: it is taken, and will be done."""
    body = orjson.dumps(given)
    return Answer(202, body, tag_of(None, body))


def secret(given: Mapping[str, str]) -> Response:
    """200 with a secret, which nobody is to keep."""
    body = orjson.dumps(given)
    return Answer(200, body, tag_of(None, body), "no-store")


async def get_reads(request: Request, caller: CallerDep) -> Reads:
    return Reads(request, house_of(request), caller)


@dataclass(slots=True)
class Following(Reads):
    """A read that may go on for ever."""

    last_event_id: str | None


LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        description="Of a stream: the `id` of the last message read, which is a cursor; it goes before `cursor` and "
        "`from`. Browsers send it by themselves when they come back.",
        max_length=2000,
    ),
]


async def get_following(
    request: Request, caller: Annotated[Caller, Security(get_ticketed_caller)], last_event_id: LastEventId = None
) -> Following:
    """For a page or a stream, whichever is asked for."""
    return Following(request, house_of(request), caller, last_event_id)


@dataclass(slots=True)
class Change:
    """One change: what it finds, and how it answers. Committed before the answer leaves."""

    house: House
    work: Work
    if_match: str | None = None
    on_behalf_of: str | None = None

    async def find(self, sought: Sought[Found]) -> Found:
        """Finds and locks what the change is about, and claims the idempotency key; for whom it is made, too."""
        if self.on_behalf_of is None:
            return await self.work.find(sought)
        return await find_on_behalf(self.work, self.on_behalf_of, sought)

    def match(self, version: int) -> None:
        """Holds If-Match against the version found: 428 without it, 412 for another."""
        require_match(self.if_match, version)

    def match_if(self, *, exists: bool, version: int) -> None:
        """The same for a state that is created without a precondition and needs one once it exists; one that is sent
        holds in any case."""
        if exists or self.if_match is not None:
            self.match(version)

    async def answer(self, seen: Seen[Any]) -> Response:
        """200 with the thing as it now is."""
        shown = await self.work.answer(seen.view.statement, 200, None, **seen.values)
        return _answered(shown.body, 200, None, shown.version)

    async def created(self, seen: Seen[Any], path: str, **once: str | None) -> Response:
        """201 with the new thing and its address. `once`: secrets that stand in this answer alone, which nobody may
        keep, null in the one that is kept under the idempotency key."""
        location = f"{self.house.public_address}{PREFIX}{path}"
        shown = await self.work.answer(seen.view.statement, 201, location, **seen.values)
        if once:
            shown = Shown(orjson.dumps(orjson.loads(shown.body) | once).decode(), shown.version)
        return _answered(shown.body, 201, location, shown.version, "no-store" if once else CACHING)


def no_content() -> Response:
    """204: what was there no longer is."""
    return Response(status_code=204)


def _answered(body: str, status: int, location: str | None, version: int | None, caching: str = CACHING) -> Response:
    raw = body.encode()
    return Answer(status, raw, tag_of(version, raw), caching, location)


IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The ETag of what you read; its version is compared.", max_length=1000),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Your own name for this request (a UUID, say): repeated with the same key and body it is answered "
        "as the first time, and done once. Kept for a day at least.",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
    ),
]


OnBehalfOf = Annotated[
    str | None,
    Header(
        alias=HEADER,
        description="For a service account with the scope `members:act-for`: the person it acts for, by id or e-mail "
        "address. Both have to be able to do it; both are named in the event.",
        min_length=1,
        max_length=254,
        pattern=r"^[\x21-\x7e]+$",
    ),
]


@asynccontextmanager
async def _change(
    request: Request, caller: Caller, if_match: str | None = None, on_behalf_of: str | None = None
) -> AsyncIterator[Change]:
    if on_behalf_of is not None:
        _reaching(caller, [Scope.members_act_for])
    house = house_of(request)
    async with transaction(house.database, caller.member_id, caller.sign_in_id, house.clock_offset) as work:
        yield Change(house, work, if_match, on_behalf_of)


@asynccontextmanager
async def _keyed_change(
    request: Request,
    caller: Caller,
    idempotency_key: str | None,
    if_match: str | None = None,
    on_behalf_of: str | None = None,
) -> AsyncIterator[Change]:
    """What a key stands for is the path, the body, and for whom it is asked."""
    if on_behalf_of is not None:
        _reaching(caller, [Scope.members_act_for])
    house = house_of(request)
    key = None
    if idempotency_key is not None:
        asked = blake2b(request.url.path.encode(), digest_size=24)
        asked.update(b"\0" + await request.body())
        if on_behalf_of is not None:
            asked.update(b"\0" + on_behalf_of.encode())
        key = RequestKey(idempotency_key, asked.hexdigest())
    async with transaction(house.database, caller.member_id, caller.sign_in_id, house.clock_offset, key) as work:
        yield Change(house, work, if_match, on_behalf_of)


async def get_change(request: Request, caller: CallerDep, if_match: IfMatch = None) -> AsyncIterator[Change]:
    """A change that is repeated safely by its precondition (PATCH, PUT, DELETE)."""
    async with _change(request, caller, if_match) as change:
        yield change


async def get_change_for(
    request: Request, caller: CallerDep, if_match: IfMatch = None, on_behalf_of: OnBehalfOf = None
) -> AsyncIterator[Change]:
    """The same, that a service account may make on behalf of a person."""
    async with _change(request, caller, if_match, on_behalf_of) as change:
        yield change


async def get_keyed_change(
    request: Request, caller: CallerDep, idempotency_key: IdempotencyKey = None
) -> AsyncIterator[Change]:
    """A change that is repeated safely by its idempotency key (POST)."""
    async with _keyed_change(request, caller, idempotency_key) as change:
        yield change


async def get_keyed_change_for(
    request: Request, caller: CallerDep, idempotency_key: IdempotencyKey = None, on_behalf_of: OnBehalfOf = None
) -> AsyncIterator[Change]:
    """The same, that a service account may make on behalf of a person. The key is the service account's."""
    async with _keyed_change(request, caller, idempotency_key, on_behalf_of=on_behalf_of) as change:
        yield change


async def get_keyed_change_on(
    request: Request, caller: CallerDep, idempotency_key: IdempotencyKey = None, if_match: IfMatch = None
) -> AsyncIterator[Change]:
    """A POST that is made on a named version of what it is about."""
    async with _keyed_change(request, caller, idempotency_key, if_match) as change:
        yield change


async def get_unkeyed_change(request: Request, caller: CallerDep) -> AsyncIterator[Change]:
    """A POST whose answer holds a secret: it takes no key."""
    async with _change(request, caller) as change:
        yield change


async def get_guest_change(request: Request) -> AsyncIterator[Change]:
    """A change by somebody who is not signed in: what they bring says who they are (`app/access/guests.py`)."""
    house = house_of(request)
    async with transaction(house.database, clock_offset=house.clock_offset) as work:
        yield Change(house, work)


async def replayed(_: Request, replay: Exception) -> Response:
    """The first answer again."""
    assert isinstance(replay, Replay)
    version = orjson.loads(replay.body).get("version")
    response = _answered(replay.body, replay.status, replay.location, version)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def reading(scope: Scope) -> Any:
    return Security(get_reads, scopes=[scope])


def following(scope: Scope) -> Any:
    return Security(get_following, scopes=[scope])


def changing(scope: Scope) -> Any:
    return Security(get_change, scopes=[scope], scope="function")


def changing_for_others(scope: Scope) -> Any:
    return Security(get_change_for, scopes=[scope], scope="function")


def posting(scope: Scope) -> Any:
    return Security(get_keyed_change, scopes=[scope], scope="function")


def posting_for_others(scope: Scope) -> Any:
    return Security(get_keyed_change_for, scopes=[scope], scope="function")


def posting_on(scope: Scope) -> Any:
    return Security(get_keyed_change_on, scopes=[scope], scope="function")


def posting_secret(scope: Scope) -> Any:
    return Security(get_unkeyed_change, scopes=[scope], scope="function")


GuestDep = Annotated[Change, Depends(get_guest_change, scope="function")]


def _revived(key: Any, kind: TypeEngine[Any]) -> Any:
    match kind:
        case DateTime():
            return datetime.fromisoformat(key)
        case Date():
            return date.fromisoformat(key)
        case Uuid():
            return UUID(key)
        case _:
            return key


__all__ = [
    "Change",
    "Reads",
    "changing",
    "changing_for_others",
    "no_content",
    "posting",
    "posting_for_others",
    "posting_secret",
    "reading",
    "replayed",
]
