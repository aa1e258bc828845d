"""How a signed-in read is handled: as FastAPI would, without solving its dependencies anew at each request.

FastAPI walks the tree of dependencies of an operation every time. All our reads have the same one, a reader with a
scope; so it is looked at once, when the operation is declared. Parameters are still checked by FastAPI's own function,
and what is asked of whom stands in the declaration as before.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.security.utils import get_authorization_scheme_param
from starlette.requests import Request
from starlette.responses import Response

from app.http.house import house_of
from app.http.requests import Reads, caller_of, get_reads

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def plain_read(operation: Dependant) -> Handler | None:
    """The handler of an operation that takes a reader, parameters of its path and of its query, and nothing else; None
    for every other."""
    endpoint = operation.call
    if endpoint is None or len(operation.dependencies) != 1 or _takes_more(operation):
        return None
    (reader,) = operation.dependencies
    if reader.call is not get_reads or reader.name is None:
        return None
    name, scopes = reader.name, (*(reader.parent_oauth_scopes or ()), *(reader.own_oauth_scopes or ()))
    in_path, in_query = operation.path_params, operation.query_params

    async def handle(request: Request) -> Response:
        caller = caller_of(request, scopes, _token(request))
        values, faults = request_params_to_args(in_path, request.path_params)
        if in_query:
            queried, more = request_params_to_args(in_query, request.query_params)
            values.update(queried)
            faults += more
        if faults:
            raise RequestValidationError(faults)
        values[name] = Reads(request, house_of(request), caller)
        answer = await endpoint(**values)
        assert isinstance(answer, Response)
        return answer

    return handle


def _takes_more(operation: Dependant) -> bool:
    return bool(
        operation.header_params
        or operation.cookie_params
        or operation.body_params
        or operation.request_param_name
        or operation.response_param_name
        or operation.http_connection_param_name
        or operation.background_tasks_param_name
        or operation.security_scopes_param_name
    )


def _token(request: Request) -> str | None:
    """As `fastapi.security.OAuth2PasswordBearer` reads it."""
    scheme, token = get_authorization_scheme_param(request.headers.get("Authorization"))
    return token if scheme.lower() == "bearer" else None
