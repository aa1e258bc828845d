"""How a door is declared: an operation's address, what it answers, and everything it can refuse."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import orjson
from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.domain.errors import (
    Forbidden,
    IdempotencyKeyReused,
    InsufficientScope,
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    PreconditionFailed,
    PreconditionRequired,
    Refusal,
    RequestStillRunning,
    TooLarge,
    TooSlow,
    Unauthenticated,
    Unavailable,
    Unexpected,
    UnsupportedMediaType,
)
from app.http.accepting import STREAM
from app.http.errors import MEDIA_TYPE, status_of
from app.http.operation import (
    Handler,
    accepted_types,
    handler_of,
    headers_of,
    known_parameters,
    parameters_of,
    require_type,
)
from app.http.requests import PREFIX
from app.models.event import EVENT_EXAMPLE

Endpoint = Callable[..., Any]
_ERROR = {"schema": {"$ref": "#/components/schemas/ErrorDocument"}}
_ETAG = {
    "ETag": {
        "description": "The version and a digest of the answer.",
        "required": True,
        "schema": {"type": "string", "examples": ['"3-9f8b6c1d2e3f4a5b6c"']},
    }
}
_LOCATION = {
    "Location": {
        "description": "The new thing's address.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
    }
}
_REPLAYED = {
    "Idempotency-Replayed": {
        "description": "`true` where this is the first answer to the same key again.",
        "schema": {"type": "string"},
    }
}
RETRY_AFTER = {
    "Retry-After": {
        "description": "Seconds to wait before trying again.",
        "schema": {"type": "integer", "format": "int32"},
    }
}
_STREAM = {
    "schema": {"type": "string"},
    "example": f"data: {orjson.dumps(EVENT_EXAMPLE).decode()}\nid: Q8k3bW\n\n",
}
_LINK = {"Link": {"description": 'The next page, `rel="next"` (RFC 8288).', "schema": {"type": "string"}}}


class DoorRoute(APIRoute):
    """Refuses a body of another type (415) and parameters that nobody asked for (422) before anything else."""

    handler: Handler | None
    """What the operation does with a request; None where FastAPI sees to it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        self.handler = handler_of(self)
        if self.handler is not None:
            return self.handler
        handler = super().get_route_handler()
        known, accepted = known_parameters(self), accepted_types(self)

        async def handle(request: Request) -> Response:
            if accepted is not None:
                require_type(headers_of(request.scope), accepted)
            parameters_of(request.scope["query_string"], known)
            return await handler(request)

        return handle


class Door(APIRouter):
    """The operations on one noun. The function's name is the operation's id, the first line of its docstring its
    summary, the rest its description."""

    def __init__(self, tag: str, prefix: str = PREFIX) -> None:
        super().__init__(tags=[tag], prefix=prefix, route_class=DoorRoute)

    def read(
        self,
        path: str,
        answers: type[BaseModel],
        *refuses: type[Refusal],
        signed_in: bool = True,
        streams: bool = False,
    ) -> Callable[[Endpoint], Endpoint]:
        """GET of one thing, or of a page. `signed_in` is False where no token is asked for. `streams`: it also answers
        server-sent events."""
        paged = "next_cursor" in answers.model_fields
        headers = {**_ETAG, **(_LINK if paged else {})}
        return self._operation(
            "GET", path, answers, 200, [*refuses], headers, tagged=True, signed_in=signed_in, streams=streams
        )

    def post(  # type: ignore[override]
        self,
        path: str,
        answers: type[BaseModel],
        *refuses: type[Refusal],
        status: int = 201,
        keyed: bool = True,
        signed_in: bool = True,
        finds: bool = False,
        signed: Mapping[str, Any] | None = None,
    ) -> Callable[[Endpoint], Endpoint]:
        """POST: makes a thing, or begins a state. `finds`: it can also find what was made before, and answers that with
        200. `signed`: the body is known by its signature (`app/http/signed.py`)."""
        more: list[type[Refusal]] = [RequestStillRunning, IdempotencyKeyReused] if keyed else []
        more += [Forbidden] if signed_in else []
        headers = {**_ETAG, **(_LOCATION if status == 201 else {}), **(_REPLAYED if keyed else {})}
        found = {**_ETAG, **(_REPLAYED if keyed else {})} if finds else None
        return self._operation(
            "POST", path, answers, status, [*more, *refuses], headers, found=found, signed_in=signed_in, signed=signed
        )

    def change(self, path: str, answers: type[BaseModel], *refuses: type[Refusal]) -> Callable[[Endpoint], Endpoint]:
        """PATCH with a JSON merge patch (RFC 7396), under If-Match."""
        return self._operation("PATCH", path, answers, 200, [Forbidden, *_CONDITIONAL, *refuses], _ETAG)

    def state(
        self,
        method: str,
        path: str,
        answers: type[BaseModel] | None,
        *refuses: type[Refusal],
        makes: bool = False,
        conditional: bool = True,
    ) -> Callable[[Endpoint], Endpoint]:
        """PUT or DELETE of a state of a thing, under If-Match where the state exists already (`conditional`). `makes`:
        a PUT that answers 201 the first time."""
        status = 200 if answers is not None else 204
        headers = _ETAG if answers is not None else {}
        under = _CONDITIONAL if conditional else ()
        return self._operation(method, path, answers, status, (Forbidden, *under, *refuses), headers, makes=makes)

    def _operation(
        self,
        method: str,
        path: str,
        answers: type[BaseModel] | None,
        status: int,
        refuses: Sequence[type[Refusal]],
        headers: dict[str, Any],
        *,
        tagged: bool = False,
        makes: bool = False,
        found: dict[str, Any] | None = None,
        signed_in: bool = True,
        streams: bool = False,
        signed: Mapping[str, Any] | None = None,
    ) -> Callable[[Endpoint], Endpoint]:
        def declare(endpoint: Endpoint) -> Endpoint:
            summary, _, description = (endpoint.__doc__ or "").strip().partition("\n")
            bodied = method in ("POST", "PATCH", "PUT")
            everywhere: list[type[Refusal]] = [Invalid, Unavailable, Unexpected]
            if signed_in:
                everywhere += [Unauthenticated, InsufficientScope]
            if bodied:
                everywhere += [Malformed, TooLarge, TooSlow]
                everywhere += [UnsupportedMediaType] if signed is None else []
            if method != "GET":
                everywhere.append(OutcomeUnknown)
            if "{" in path:
                everywhere.append(NotFound)
            responses = refusals([*everywhere, *refuses])
            responses[status] = {"headers": headers} if headers else {}
            if streams:
                responses[status]["content"] = {STREAM.decode(): _STREAM}
            if makes:
                responses[201] = {"model": answers, "description": "Made.", "headers": {**_ETAG, **_LOCATION}}
            if found is not None:
                responses[200] = {"model": answers, "description": "Made before.", "headers": found}
            if tagged:
                responses[304] = {"description": "You hold the answer already.", "headers": _ETAG}
            self.add_api_route(
                path,
                endpoint,
                methods=[method],
                response_model=answers,
                status_code=status,
                operation_id=endpoint.__name__,
                summary=summary.rstrip("."),
                description="\n".join(line.strip() for line in description.strip().splitlines()),
                response_description="What was asked." if method == "GET" else "Done.",
                responses=responses,
                openapi_extra=None if signed is None else dict(signed),
            )
            return endpoint

        return declare


_CONDITIONAL = (PreconditionFailed, PreconditionRequired)


def refusals(kinds: Sequence[type[Refusal]]) -> dict[int | str, dict[str, Any]]:
    """The error answers of an operation, each status with the codes it can have."""
    by_status: dict[int, list[type[Refusal]]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(status_of(kind), []).append(kind)
    answers: dict[int | str, dict[str, Any]] = {}
    for status in sorted(by_status):
        codes = "; ".join(f"`{kind.code}`: {kind.title}" for kind in by_status[status])
        examples = {kind.code: {"$ref": f"#/components/examples/{kind.code}"} for kind in by_status[status]}
        answers[status] = {"description": codes, "content": {MEDIA_TYPE: {**_ERROR, "examples": examples}}}
        if status in (409, 429, 503):
            answers[status]["headers"] = RETRY_AFTER
    answers["default"] = {"description": "Any other refusal, in the same shape.", "content": {MEDIA_TYPE: _ERROR}}
    return answers
