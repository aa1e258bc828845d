"""Doors that follow RFC 6749 and 7009 and keep their shapes: form-encoded requests, errors of {error,
error_description}, parameters that are not known ignored, none of them twice, none in the address."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.domain.errors import (
    InvalidRequest,
    InvalidScope,
    Refusal,
    TokenRefused,
    TooLarge,
    TooManyRequests,
    Unavailable,
)
from app.domain.vocabulary import TokenErrorCode
from app.http.door import RETRY_AFTER, refusals
from app.http.errors import status_of

FORM = "application/x-www-form-urlencoded"
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class TokenError(BaseModel):
    """Why no token is given out (RFC 6749, 5.2)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "error": "invalid_grant",
                    "error_description": "The e-mail address and password, or the refresh token, are not valid.",
                }
            ]
        }
    )

    error: TokenErrorCode = Field(
        description="`temporarily_unavailable` where too many tries (429) or the database (503) stand in the way."
    )
    error_description: str


def _example(words: str) -> dict[str, Any]:
    return {"application/json": {"example": {"error": "temporarily_unavailable", "error_description": words}}}


RESPONSES: dict[int | str, dict[str, Any]] = {
    413: refusals([TooLarge])[413],
    400: {"model": TokenError, "description": "The request, the grant or the scope is not valid."},
    429: {
        "model": TokenError,
        "description": "Too many failed tries for this account name.",
        "headers": RETRY_AFTER,
        "content": _example("Too many failed tries: wait as long as Retry-After says."),
    },
    503: {
        "model": TokenError,
        "description": "The database is away.",
        "headers": RETRY_AFTER,
        "content": _example("The service cannot answer just now: wait as long as Retry-After says."),
    },
    "default": refusals([])["default"],
}
"""The error answers of these doors. What goes wrong before they are asked has the shape of all other errors."""


class TokenRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                await _require_form(request)
                return await handler(request)
            except RequestValidationError as error:
                names = {str(fault["loc"][1]) for fault in error.errors() if len(fault["loc"]) > 1}
                what = f"Missing or malformed: {', '.join(sorted(names))}." if names else "The form cannot be read."
                return _refused(InvalidRequest(what))
            except Refusal as refusal:
                return _refused(refusal)
            except HTTPException as error:
                if error.status_code != 400:
                    raise
                return _refused(InvalidRequest("The form cannot be read."))

        return handle


def no_store(body: bytes) -> Response:
    """200 with a secret."""
    return Response(body, 200, _NO_STORE, "application/json")


_PARAMETERS = frozenset({"grant_type", "username", "password", "refresh_token", "scope", "token", "token_type_hint"})


async def _require_form(request: Request) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM or "content-encoding" in request.headers:
        raise InvalidRequest(f"Send the parameters as {FORM}.")
    if request.scope["query_string"]:
        raise InvalidRequest("Send the parameters in the body: an address is logged.")
    # RFC 6749, 3.2: none may stand twice; those that are not known are no matter.
    names = [name for name, _ in (await request.form()).multi_items() if name in _PARAMETERS]
    if len(names) != len(set(names)):
        raise InvalidRequest("A parameter stands more than once.")


def _refused(refusal: Refusal) -> Response:
    match refusal:
        case TokenRefused() | InvalidScope():
            status, error = 400, refusal.code
        case TooManyRequests() | Unavailable():
            status, error = status_of(type(refusal)), "temporarily_unavailable"
        case _:
            raise refusal
    headers = dict(_NO_STORE)
    if refusal.retry_after_seconds is not None:
        headers["Retry-After"] = str(refusal.retry_after_seconds)
    body = {"error": error, "error_description": refusal.detail}
    return Response(orjson.dumps(body), status, headers, "application/json")
