"""`python -m benchmarks.floor DATABASE PORT KEYS [recording]`; KEYS: the folder of the signing keys."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import asyncpg
import orjson
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uuid_utils.compat import uuid7

from app.auth.keys import Keys
from app.auth.scopes import EVERY_SCOPE, print_scope
from app.auth.tokens import SecretKind, digest_secret, issue_access_token, new_secret
from benchmarks.asking import ADDRESS
from benchmarks.floor import changing, listing, reading
from benchmarks.serving import serve

_JSON = "application/json"
_FIRST = ("0", 0)
_RECORDING = "recording" in sys.argv
_POST = changing.post_problem(recording=_RECORDING)
_GIVE = {status: changing.give_validation(status=status, recording=_RECORDING) for status in (False, True)}
_SIGN_IN = changing.sign_in(recording=_RECORDING)
_HASHER = Argon2Hasher()
_THREADS = ThreadPoolExecutor(2)
"""As many passwords at a time as the service checks."""


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    session = {"application_name": "floor_recording" if _RECORDING else "floor", "timezone": "UTC", "jit": "off"}
    options: dict[str, Any] = {
        "min_size": 1,
        "max_size": 10,
        "reset": _nothing,
        "statement_cache_size": 2000,
        "max_cached_statement_lifetime": 0,
        "max_inactive_connection_lifetime": 0,
    }
    generic = {"plan_cache_mode": "force_generic_plan"}
    async with (
        asyncpg.create_pool(sys.argv[1], **options, server_settings=session | generic) as read,
        asyncpg.create_pool(sys.argv[1], **options, server_settings=session) as write,
    ):
        app.state.read, app.state.write = read, write
        app.state.keys = Keys.load(Path(sys.argv[3]))
        yield


async def _nothing(_: Any) -> None:
    """In place of asyncpg's reset, which costs a round trip."""


async def _row(request: Request, statement: str, *values: Any) -> Any:
    async with request.app.state.read.acquire() as link:
        return await link.fetchrow(statement, *values)


def _one(request: Request, record: Any, status: int = 200) -> Response:
    if record is None:
        return Response(status_code=404)
    body = record["body"].encode()
    tag = f'"{record["version"]}-{blake2b(body, digest_size=9).hexdigest()}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, status, {"ETag": tag}, _JSON)


def _page(items: str, following: str | None) -> Response:
    body = b'{"items":%b,"next_cursor":%b}' % (items.encode(), orjson.dumps(following))
    return Response(body, 200, {"ETag": blake2b(body, digest_size=9).hexdigest()}, _JSON)


async def read_problem(request: Request) -> Response:
    return _one(request, await _row(request, reading.PROBLEM, UUID(request.path_params["problem"])))


async def read_assessment(request: Request) -> Response:
    return _one(request, await _row(request, reading.ASSESSMENT, UUID(request.path_params["solution"])))


async def list_problems(request: Request) -> Response:
    return await _problems(request, request.query_params.get("community"))


async def list_problems_of_community(request: Request) -> Response:
    return await _problems(request, request.path_params["community"])


async def _problems(request: Request, community: str | None) -> Response:
    query = request.query_params
    filters: list[str] = []
    values: list[Any] = [int(query.get("limit", 50))]
    if community is not None:
        filters.append("community")
        values.append(community)
    if "state" in query:
        filters.append("state")
        values.append(query.getlist("state"))
    if "component" in query:
        filters.append("component")
        values.append([UUID(each) for each in query.getlist("component")])
    if "cursor" in query:
        filters.append("after")
        at, _, identity = query["cursor"].partition("_")
        values += [datetime.fromisoformat(at), UUID(identity)]
    record = await _row(request, listing.problems(tuple(filters)), *values)
    last_at = record["last_at"]
    following = f"{last_at:%Y-%m-%dT%H:%M:%S.%fZ}_{record['last_id']}" if record["more"] else None
    return _page(record["body"], following)


async def my_action_items(request: Request) -> Response:
    record = await _row(
        request, reading.ACTION_ITEMS, int(request.query_params.get("limit", 50)), UUID(request.headers["x-member"])
    )
    return _page(record["body"], "more" if record["more"] else None)


async def list_events(request: Request) -> Response:
    cursor = request.query_params.get("cursor")
    xid, position = _FIRST if cursor is None else cursor.split("-")
    record = await _row(request, reading.EVENTS, 50, xid, int(position))
    return _page(record["body"], record["last"])


async def post_problem(request: Request) -> Response:
    given, me = orjson.loads(await request.body()), UUID(request.headers["x-member"])
    identity, components = uuid7(), given["component_ids"]
    values = [
        *(identity, request.path_params["community"], me, given["title"], given["statement"], given["severity"]),
        *(uuid7(), [uuid7() for _ in components], [UUID(each) for each in components]),
    ]
    if _RECORDING:
        values.append(uuid7())
    return await _changed(request, me, _POST, values, reading.PROBLEM)


async def give_validation(request: Request) -> Response:
    given, me = orjson.loads(await request.body()), UUID(request.headers["x-member"])
    status = request.headers.get("x-status")
    values = [
        *(uuid7(), UUID(request.path_params["solution"]), me, UUID(given["environment_id"]), given["revision"]),
        *(given["outcome"], given["evidence"], given["machines"]),
    ]
    if status is not None:
        values += [status, uuid7()]
    if _RECORDING:
        values += [uuid7() for _ in range(1 if status is None else 3)]
    return await _changed(request, me, _GIVE[status is not None], values, reading.VALIDATION)


async def _changed(request: Request, me: UUID, statement: str, values: Sequence[Any], view: str) -> Response:
    """Two statements, each its own transaction; where answers are kept, one transaction of both."""
    identity = values[0]
    async with request.app.state.write.acquire() as link:
        if not _RECORDING:
            await link.execute(statement, *values)
            return _one(request, await link.fetchrow(view, identity), 201)
        key, digest = request.headers["idempotency-key"], sha256(await request.body()).hexdigest()
        async with link.transaction():
            await link.execute(statement, *values)
            kept = (me, key, digest, 201, f"{request.url.path}/{identity}")
            record = await link.fetchrow(changing.keeping(view), identity, *kept)
        return _one(request, record, 201)


async def sign_in(request: Request) -> Response:
    given = parse_qs((await request.body()).decode())
    record = await _row(request, changing.CREDENTIAL, given["username"][0])
    verify = partial(_HASHER.verify, given["password"][0], record["password_hash"])
    if not await asyncio.get_running_loop().run_in_executor(_THREADS, verify):
        return Response(status_code=400)
    identity, secret = uuid7(), new_secret(SecretKind.refresh_token)
    values = [identity, record["member_id"], print_scope(EVERY_SCOPE), digest_secret(secret), timedelta(days=30)]
    if _RECORDING:
        values.append(uuid7())
    async with request.app.state.write.acquire() as link:
        await link.execute(_SIGN_IN, *values)
    token, seconds = issue_access_token(
        request.app.state.keys,
        ADDRESS,
        ADDRESS,
        record["member_id"],
        identity,
        EVERY_SCOPE,
        lifetime=timedelta(minutes=15),
    )
    shown = {"access_token": token, "token_type": "Bearer", "expires_in": seconds, "refresh_token": secret}
    return Response(orjson.dumps(shown | {"scope": print_scope(EVERY_SCOPE)}), media_type=_JSON)


_V1 = "/api/v1"
app = Starlette(
    routes=[
        Route(f"{_V1}/problems", list_problems),
        Route(f"{_V1}/problems/{{problem}}", read_problem),
        Route(f"{_V1}/communities/{{community}}/problems", list_problems_of_community, methods=["GET"]),
        Route(f"{_V1}/communities/{{community}}/problems", post_problem, methods=["POST"]),
        Route(f"{_V1}/solutions/{{solution}}/assessment", read_assessment),
        Route(f"{_V1}/solutions/{{solution}}/validations", give_validation, methods=["POST"]),
        Route(f"{_V1}/me/action-items", my_action_items),
        Route(f"{_V1}/events", list_events),
        Route(f"{_V1}/auth/token", sign_in, methods=["POST"]),
    ],
    lifespan=_lifespan,
)

if __name__ == "__main__":
    serve(app)
