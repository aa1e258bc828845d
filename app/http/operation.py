"""What an operation does with a request, worked out once from its declaration rather than anew at each request.

FastAPI walks an operation's tree of dependencies, takes the models of its parameters apart and parses the type of its
body every time. Our operations are all of one kind: parameters of the path, one model of the query, one body, who
calls, and one way in (a reader or a change). So each becomes one function. What is asked, of whom, and by which rules
stands in the declaration alone: the checks are the fields that FastAPI made of it, and their errors have its shape.
"""

import email.message
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from inspect import isasyncgenfunction
from typing import Any
from urllib.parse import parse_qsl

import orjson
from fastapi import params
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from app.access.on_behalf import HEADER
from app.auth.api_tokens import is_api_token
from app.auth.tokens import Caller
from app.domain.errors import Fault, Invalid, Malformed, UnsupportedMediaType
from app.http.errors import PATCH_TYPES
from app.http.requests import CALLERS, bearer_of, look_up

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Values = dict[str, Any]
Faults = list[dict[str, Any]]
Headers = Mapping[bytes, bytes]

_ON_BEHALF_OF = HEADER.lower().encode()


@dataclass(frozen=True, slots=True)
class _Given:
    """One thing that a request gives: for which argument, where it stands, and the check that it must pass."""

    argument: str
    where: tuple[str, ...]
    name: str
    field: Any

    def take(self, value: Any, values: Values, faults: Faults) -> None:
        checked, wrong = self.field.validate(value, loc=self.where)
        if wrong:
            faults += wrong
        else:
            values[self.argument] = checked

    def lack(self, values: Values, faults: Faults) -> None:
        """Nothing was given."""
        if self.field.field_info.is_required():
            faults.append({"type": "missing", "loc": self.where, "msg": "Field required"})
        else:
            values[self.argument] = self.field.get_default()


@dataclass(frozen=True, slots=True)
class _WayIn:
    """What an operation is handed beside what was sent: for which argument, what makes it, and what that takes."""

    argument: str
    make: Callable[..., Any]
    opens: bool
    """Whether it is closed again once the answer is made, and before it leaves."""
    caller_of: Callable[[Request, Sequence[str], str | None], Caller] | None
    """How its caller is known; None where nobody is signed in."""
    scopes: tuple[str, ...]
    """Those that the caller needs."""
    request: str | None
    headers: tuple[_Given, ...]

    def arguments(self, request: Request, headers: Headers, token: str | None, faults: Faults) -> Values:
        """What `make` takes. Raises Unauthenticated, InsufficientScope."""
        values: Values = {}
        if self.request is not None:
            values[self.request] = request
        if self.caller_of is not None:
            values["caller"] = self.caller_of(request, self.scopes, token)
        for each in self.headers:
            value = headers.get(each.name.encode())
            if value is None:
                each.lack(values, faults)
            else:
                each.take(value.decode("latin-1"), values, faults)
        return values


def handler_of(route: APIRoute) -> Handler | None:
    """The function of an operation; None for one that takes a form, which FastAPI handles.

    Raises TypeError for an operation that is of no such kind."""
    operation = route.dependant
    endpoint = operation.call
    if any(isinstance(each.field_info, params.Form) for each in operation.body_params):
        return None
    if endpoint is None or not _is_of_our_kind(operation):
        raise TypeError(f"{route.path}: parameters of the path, one model of the query, one body, one way in")
    accepted = accepted_types(route)
    known = known_parameters(route)
    in_path = [_given(each, "path", each.alias) for each in operation.path_params]
    in_query = next((_given(each, "query") for each in operation.query_params), None)
    in_body = next((_given(each, "body") for each in operation.body_params), None)
    ways = [_way_in(each) for each in operation.dependencies]
    opening = next((way for way in ways if way.opens), None)
    signed_in = any(way.caller_of is not None for way in ways)
    on_behalf = any(each.name == _ON_BEHALF_OF.decode() for way in ways for each in way.headers)
    asks = operation.request_param_name

    async def handle(request: Request) -> Response:
        scope = request.scope
        headers = headers_of(scope)
        if accepted is not None:
            require_type(headers, accepted)
        if _ON_BEHALF_OF in headers and not on_behalf:
            raise Invalid(
                "This is done by oneself only: leave the header out.",
                Fault("Not taken here.", parameter=HEADER, place="header"),
            )
        queried = parameters_of(scope["query_string"], known)
        values: Values = {}
        faults: Faults = []
        token = bearer_of(headers) if signed_in else None
        if token is not None and is_api_token(token):
            await look_up(request, token)
        handed = [(way, way.arguments(request, headers, token, faults)) for way in ways]
        for each in in_path:
            each.take(scope["path_params"][each.name], values, faults)
        if in_query is not None:
            in_query.take(queried, values, faults)
        if in_body is not None:
            raw = await body_of(request)
            if raw:
                in_body.take(_parsed(raw), values, faults)
            else:
                in_body.lack(values, faults)
        if faults:
            raise RequestValidationError(faults)
        if asks is not None:
            values[asks] = request
        for way, arguments in handed:
            if not way.opens:
                values[way.argument] = await way.make(**arguments)
        if opening is None:
            return await endpoint(**values)  # type: ignore[no-any-return]
        arguments = next(arguments for way, arguments in handed if way is opening)
        opened: AbstractAsyncContextManager[Any] = opening.make(**arguments)
        async with opened as values[opening.argument]:
            return await endpoint(**values)  # type: ignore[no-any-return]

    return handle


def headers_of(scope: Mapping[str, Any]) -> Headers:
    """A request's headers by their names in lower case; the first of those that stand twice."""
    return dict(reversed(scope["headers"]))


def known_parameters(route: APIRoute) -> Mapping[str, bool]:
    """The query parameters of a route; true for one that can be repeated."""
    found: dict[str, bool] = {}
    for parameter in route.dependant.query_params:
        model: Any = parameter.field_info.annotation
        if _is_model(model):
            for name, field in model.model_fields.items():
                found[field.alias or name] = _is_of_many(field.annotation)
        else:
            found[parameter.alias] = _is_of_many(model)
    return found


def _is_of_many(annotation: Any) -> bool:
    return any(kind in str(annotation) for kind in ("list[", "Sequence["))


def parameters_of(asked: bytes, known: Mapping[str, bool]) -> Values:
    """A query string as a model takes it: a list for what can be repeated. Raises Invalid for what nobody asked for,
    and for what stands twice and should not."""
    given: Values = {}
    if not asked:
        return given
    unknown: dict[str, None] = {}
    twice: dict[str, None] = {}
    for name, value in _pairs_of(asked):
        repeatable = known.get(name)
        if repeatable is None:
            unknown[name] = None
        elif repeatable:
            given.setdefault(name, []).append(value)
        elif name in given:
            twice[name] = None
        else:
            given[name] = value
    if unknown or twice:
        faults = [Fault("There is no such parameter here.", parameter=name, place="query") for name in unknown]
        faults += [Fault("Give it once.", parameter=name, place="query") for name in twice]
        raise Invalid(faults[0].detail if len(faults) == 1 else "Some parameters are wrong.", *faults)
    return given


def _pairs_of(asked: bytes) -> Iterable[tuple[str, str]]:
    text = asked.decode("latin-1")
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    # The same where nothing is escaped, at a fifth of the price.
    return [(name, value) for name, _, value in (part.partition("=") for part in text.split("&") if part)]


def accepted_types(route: APIRoute) -> frozenset[str] | None:
    """The media types of a route's body; None where it takes none."""
    if not route.dependant.body_params:
        return None
    if any(isinstance(each.field_info, params.Form) for each in route.dependant.body_params):
        return frozenset({"application/x-www-form-urlencoded"})
    if "PATCH" in (route.methods or ()):
        return frozenset({"application/merge-patch+json", "application/json"})
    return frozenset({"application/json"})


def require_type(headers: Headers, accepted: frozenset[str]) -> None:
    """Raises UnsupportedMediaType for a body of another type, and for one that is encoded."""
    given = headers.get(b"content-type")
    if given is None and headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers:
        return
    if given is None or _media_type(given) not in accepted or b"content-encoding" in headers:
        wanted = PATCH_TYPES if len(accepted) > 1 else next(iter(accepted))
        raise UnsupportedMediaType(f"Send the body as {wanted}, not encoded otherwise.")


@lru_cache(maxsize=100)
def _media_type(given: bytes) -> str:
    message = email.message.Message()
    message["content-type"] = given.decode("latin-1")
    return message.get_content_type()


async def body_of(request: Request) -> bytes:
    """All of it. Raises Malformed where it is cut off."""
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise Malformed("The body ended before its length.") from error


def _parsed(raw: bytes) -> Any:
    """JSON as RFC 8259 has it: no NaN, no lone surrogates, bounded nesting."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed(
            f"The body is not JSON: {error.msg} at character {error.pos}.",
            Fault("Not JSON from here on.", pointer="#"),
        ) from error


def _is_of_our_kind(operation: Dependant) -> bool:
    ways = operation.dependencies
    return (
        len(operation.body_params) <= 1
        and len(operation.query_params) <= 1
        and all(_is_model(each.field_info.annotation) for each in operation.query_params)
        and sum(isasyncgenfunction(each.call) for each in ways) <= 1
        and all(each.call in CALLERS or _takes_caller_alone(each) for each in ways)
        and not _takes_more(operation, operation.header_params)
    )


def _takes_caller_alone(way: Dependant) -> bool:
    beside = (*way.path_params, *way.query_params, *way.body_params)
    return all(each.call in CALLERS for each in way.dependencies) and not _takes_more(way, beside)


def _takes_more(one: Dependant, beside: Sequence[object]) -> bool:
    return bool(
        beside
        or one.cookie_params
        or one.websocket_param_name
        or one.response_param_name
        or one.http_connection_param_name
        or one.background_tasks_param_name
    )


def _way_in(way: Dependant) -> _WayIn:
    assert way.call is not None
    assert way.name is not None
    caller = next((each for each in (way, *way.dependencies) if each.call in CALLERS), None)
    opens = isasyncgenfunction(way.call)
    scopes: tuple[str, ...] = ()
    if caller is not None:
        scopes = tuple(dict.fromkeys((*(caller.parent_oauth_scopes or ()), *(caller.own_oauth_scopes or ()))))
    return _WayIn(
        argument=way.name,
        make=_itself if caller is way else asynccontextmanager(way.call) if opens else way.call,
        opens=opens,
        caller_of=None if caller is None or caller.call is None else CALLERS[caller.call],
        scopes=scopes,
        request=None if caller is way else way.request_param_name,
        headers=tuple(_given(each, "header", each.alias) for each in way.header_params),
    )


async def _itself(caller: Any) -> Any:
    return caller


def _given(field: Any, *where: str) -> _Given:
    return _Given(field.name, where, field.alias.lower() if where[0] == "header" else field.alias, field)


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
