"""`python -m benchmarks.floor DATABASE PORT`"""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uuid_utils.compat import uuid7

from benchmarks.floor import statements as sql
from benchmarks.serving import serve

_JSON = "application/json"
_FIRST = ("0", 0)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    session = {"application_name": "floor", "timezone": "UTC", "jit": "off"}
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
    return _one(request, await _row(request, sql.PROBLEM, UUID(request.path_params["problem"])))


async def read_assessment(request: Request) -> Response:
    return _one(request, await _row(request, sql.ASSESSMENT, UUID(request.path_params["solution"])))


async def list_problems(request: Request) -> Response:
    query = request.query_params
    if "component" in query:
        return await _problems(request, sql.WITH_COMPONENT, [[UUID(query["component"])]])
    if "community" in query:
        return await _problems(request, sql.OF_COMMUNITY, [query["community"]])
    return await _problems(request, sql.OPEN, [])


async def list_problems_of_community(request: Request) -> Response:
    slug = request.path_params["community"]
    if "state" in request.query_params:
        return await _problems(request, sql.OF_COMMUNITY_IN_STATE, [slug, request.query_params.getlist("state")])
    return await _problems(request, sql.OF_COMMUNITY, [slug])


async def _problems(request: Request, condition: str, values: Sequence[Any]) -> Response:
    given: list[Any] = [int(request.query_params.get("limit", 50)), *values]
    if "cursor" in request.query_params:
        at, _, identity = request.query_params["cursor"].partition("_")
        place = len(given) + 1
        condition += f" AND (p.created_at, p.id) < (${place}::timestamptz, ${place + 1}::uuid)"
        given += [datetime.fromisoformat(at), UUID(identity)]
    record = await _row(request, sql.problems(condition), *given)
    last_at = record["last_at"]
    following = f"{last_at:%Y-%m-%dT%H:%M:%S.%fZ}_{record['last_id']}" if record["more"] else None
    return _page(record["body"], following)


async def my_action_items(request: Request) -> Response:
    record = await _row(request, sql.ACTION_ITEMS, 50, UUID(request.headers["x-member"]))
    return _page(record["body"], "more" if record["more"] else None)


async def list_events(request: Request) -> Response:
    cursor = request.query_params.get("cursor")
    xid, position = _FIRST if cursor is None else cursor.split("-")
    record = await _row(request, sql.EVENTS, 50, xid, int(position))
    return _page(record["body"], record["last"])


async def post_problem(request: Request) -> Response:
    given = orjson.loads(await request.body())
    identity, components = uuid7(), given["component_ids"]
    async with request.app.state.write.acquire() as link:
        await link.execute(
            sql.POST_PROBLEM,
            identity,
            request.path_params["community"],
            UUID(request.headers["x-member"]),
            given["title"],
            given["statement"],
            given["severity"],
            uuid7(),
            [uuid7() for _ in components],
            [UUID(each) for each in components],
        )
        return _one(request, await link.fetchrow(sql.PROBLEM, identity), 201)


async def give_validation(request: Request) -> Response:
    given = orjson.loads(await request.body())
    identity = uuid7()
    async with request.app.state.write.acquire() as link:
        await link.execute(
            sql.GIVE_VALIDATION,
            identity,
            UUID(request.path_params["solution"]),
            UUID(request.headers["x-member"]),
            UUID(given["environment_id"]),
            given["revision"],
            given["outcome"],
            given["evidence"],
            given["machines"],
            uuid7(),
        )
        return _one(request, await link.fetchrow(sql.VALIDATION, identity), 201)


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
    ],
    lifespan=_lifespan,
)

if __name__ == "__main__":
    serve(app)
