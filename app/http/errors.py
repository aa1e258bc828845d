"""The only map from what is refused to HTTP: RFC 9457 documents, for our refusals, the framework's and the server's.

A document never echoes what was sent, and never holds a stack, a statement, or somebody else's data.
"""

import logging
from collections.abc import Callable, Coroutine, Iterable, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.core.database import is_unavailable
from app.core.logging import request_id
from app.domain.errors import (
    Conflict,
    CursorMismatch,
    DuplicateOfDuplicate,
    Fault,
    Forbidden,
    InsufficientScope,
    Invalid,
    InvalidScope,
    Malformed,
    MethodNotAllowed,
    NotFound,
    NothingToCarryOver,
    OutcomeUnknown,
    PreconditionFailed,
    PreconditionRequired,
    Refusal,
    TokenRefused,
    TooLarge,
    TooManyRequests,
    TooSlow,
    Unauthenticated,
    Unavailable,
    Unexpected,
    UnknownReference,
    UnsuitableMember,
    UnsupportedMediaType,
)

log = logging.getLogger(__name__)

STATUS: dict[type[Refusal], int] = {
    Malformed: 400,
    TokenRefused: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    TooSlow: 408,
    Conflict: 409,
    PreconditionFailed: 412,
    TooLarge: 413,
    UnsupportedMediaType: 415,
    Invalid: 422,
    PreconditionRequired: 428,
    TooManyRequests: 429,
    Unexpected: 500,
    Unavailable: 503,
}
"""The status of each branch of the tree; a class has that of its nearest ancestor here."""

MEDIA_TYPE = "application/problem+json"
PATCH_TYPES = "application/merge-patch+json, application/json"


class ErrorPlace(BaseModel):
    """One place that is wrong."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    detail: str = Field(description="What is wrong here, and what would be right.")
    pointer: str | None = Field(None, description="JSON Pointer (RFC 6901) into the body as it was sent, after `#`.")
    parameter: str | None = Field(None, description="The parameter or header, where it is not the body.")
    place: str | None = Field(None, alias="in", description="Where the parameter stands: `path`, `query` or `header`.")


class ErrorDocument(BaseModel):
    """Why a request was refused (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_serialization_defaults_required=True,
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:alliance:error:unknown_reference",
                    "title": "It refers to what you may not read, or to nothing",
                    "status": 422,
                    "detail": "There is no such component.",
                    "instance": "/api/v1/communities/network/problems",
                    "code": "unknown_reference",
                    "request_id": "0197a1b2c3d47e5f8a9b0c1d2e3f4a5b",
                    "errors": [
                        {
                            "detail": "There is no such component.",
                            "pointer": "#/component_ids/0",
                            "parameter": None,
                            "in": None,
                        }
                    ],
                }
            ]
        },
    )

    type: str = Field(description="A stable URI for the kind of refusal; `docs/errors.md` describes each.")
    title: str
    status: int
    detail: str = Field(description="What happened, and what to do next.")
    instance: str = Field(description="The path that was asked.")
    code: str = Field(description="The last part of `type`. Take codes that you do not know.")
    request_id: str = Field(description="Name it when you ask for help; it stands in the log.")
    errors: list[ErrorPlace]


def status_of(kind: type[Refusal]) -> int:
    return next(STATUS[base] for base in kind.__mro__ if base in STATUS)


def error_type(kind: type[Refusal]) -> str:
    return f"urn:alliance:error:{kind.code}"


def example_document(kind: type[Refusal], path: str, fault: Fault | None = None) -> dict[str, Any]:
    """An example of each refusal, for the contract: as it is given at the path; of the place that it names most often,
    or of another one."""
    return {
        "type": error_type(kind),
        "title": kind.title,
        "status": status_of(kind),
        "detail": _EXAMPLE_DETAILS.get(kind, kind.remedy),
        "instance": path,
        "code": kind.code,
        "request_id": "0197a1b2c3d47e5f8a9b0c1d2e3f4a5b",
        "errors": [_place(named) for named in (fault or _EXAMPLES.get(kind),) if named is not None],
    }


def _place(fault: Fault) -> dict[str, Any]:
    return {"detail": fault.detail, "pointer": fault.pointer, "parameter": fault.parameter, "in": fault.place}


_EXAMPLE_DETAILS: dict[type[Refusal], str] = {
    DuplicateOfDuplicate: "network-17 is itself closed as a duplicate: name its root, network-3.",
    InsufficientScope: "The token lacks the scope problems:write: sign in again and ask for it.",
    Invalid: "One thing is not valid: `errors` says where, and what would be right.",
    InvalidScope: "Each scope is one that there is, and that your access token has.",
    Malformed: "The body is not JSON: unexpected character at character 9.",
    NothingToCarryOver: "Only a standing validation of an earlier line is carried over, and once.",
    TooLarge: "The body is larger than 1000000 bytes, the most this service takes.",
    UnknownReference: "There is no such component.",
    UnsuitableMember: "This member is not active.",
    UnsupportedMediaType: "Send the body as application/json, not encoded otherwise.",
}
"""What is said here, where what is to be done in general points at it."""

_EXAMPLES: dict[type[Refusal], Fault] = {
    Malformed: Fault("Not JSON from here on.", pointer="#"),
    Invalid: Fault("Field required", pointer="#/title"),
    UnknownReference: Fault("There is no such component.", pointer="#/component_ids/0"),
    CursorMismatch: Fault("Take next_cursor as it was answered.", parameter="cursor", place="query"),
    PreconditionFailed: Fault("Names another version.", parameter="If-Match", place="header"),
    PreconditionRequired: Fault("Missing.", parameter="If-Match", place="header"),
}
"""The place that each names, where it names one."""


def error_response(refusal: Refusal, path: str, headers: dict[str, str] | None = None) -> Response:
    kind = type(refusal)
    status = status_of(kind)
    body = {
        "type": error_type(kind),
        "title": kind.title,
        "status": status,
        "detail": refusal.detail,
        "instance": path,
        "code": kind.code,
        "request_id": request_id.get(),
        "errors": [_place(fault) for fault in refusal.faults],
    }
    given = {"Cache-Control": "no-store", **(headers or {})}
    if refusal.retry_after_seconds is not None:
        given["Retry-After"] = str(refusal.retry_after_seconds)
    if status == HTTPStatus.UNAUTHORIZED:
        given["WWW-Authenticate"] = 'Bearer realm="alliance", error="invalid_token"'
    elif kind is InsufficientScope:
        given["WWW-Authenticate"] = 'Bearer realm="alliance", error="insufficient_scope"'
    elif status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        given.setdefault("Accept-Patch", PATCH_TYPES)
    return Response(orjson.dumps(body), status, given, MEDIA_TYPE)


async def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error_response(error, request.url.path)


async def invalid(request: Request, error: Exception) -> Response:
    """What the framework found wrong with the body or the parameters."""
    assert isinstance(error, RequestValidationError)
    return error_response(_of_validation(error.errors()), request.url.path)


async def framework_refused(request: Request, error: Exception) -> Response:
    """The framework's and the router's own refusals."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(_allowed(request.app, request.url.path))}
    return error_response(_of_framework(error), request.url.path, headers)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Refusal: refused,
    RequestValidationError: invalid,
    HTTPException: framework_refused,
}


def _allowed(app: FastAPI, path: str) -> list[str]:
    """All methods that an address takes, whichever of its operations was asked first (RFC 9110, 15.5.6)."""
    methods: set[str] = set()
    for context in iter_route_contexts(app.routes):
        if context.path_regex.match(path):
            methods |= context.methods or set()
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


def cut_off_response(method: str, path: str) -> Response:
    """To a request that was under way for longer than the end of the process could wait."""
    words = "The service is being stopped; the request may or may not have been carried out."
    kind = Unavailable if method in ("GET", "HEAD") else OutcomeUnknown
    return error_response(kind(words, retry_after_seconds=2), path, {"Connection": "close"})


def unexpected_response(path: str, error: BaseException) -> Response:
    """A defect, or a database that went away: never with its inside."""
    if is_unavailable(error):
        log.warning("the database is away: %s", type(error).__name__)
        return error_response(Unavailable("The database is away: try again shortly.", retry_after_seconds=2), path)
    log.error("a request failed", exc_info=error)
    return error_response(Unexpected("This is a defect of the service. Tell those who run it the request id."), path)


def _of_validation(errors: Sequence[Any]) -> Refusal:
    faults = [_fault(error) for error in errors]
    count = len(faults)
    detail = faults[0].detail if count == 1 else f"{count} things are wrong; each is named in errors."
    return Invalid(detail, *faults)


def _fault(error: Any) -> Fault:
    where, *path = error["loc"]
    message = str(error["msg"]).removeprefix("Value error, ")
    if where == "body":
        return Fault(message, pointer=pointer(path))
    return Fault(message, parameter=str(path[0]) if path else None, place=str(where))


def pointer(path: Iterable[object]) -> str:
    """RFC 6901, as a URI fragment."""
    return "#" + "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _of_framework(error: HTTPException) -> Refusal:
    match error.status_code:
        case 404:
            return NotFound("There is no such address in this API; its document is at /openapi.json.")
        case 405:
            return MethodNotAllowed("This address does not take that method; Allow names those it takes.")
        case 408:
            return TooSlow("The body did not arrive in the time that this service gives it.")
        case 413:
            return TooLarge("The body is larger than this service takes.")
        case 400:
            return Malformed("The body cannot be read.")
        case _:
            log.error("the framework refused with %s", error.status_code)
            return Unexpected("This is a defect of the service. Tell those who run it the request id.")
