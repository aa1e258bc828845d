"""Which operation an address and a method belong to, looked up rather than tried one route after another, and answered
without the layers that the framework puts around each of its own.

An address is known by its method, its number of segments and those of them that are fixed. What is not found here goes
the framework's own way, so that 404 and 405 are answered as ever.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.door import DoorRoute

ErrorHandlers = Mapping[Any, Callable[[Request, Any], Any]]
_Positions = tuple[int, ...]
_Fixed = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Address:
    """A route's place among all, which decides where two fit; where in the path its parameters stand."""

    place: int
    route: BaseRoute
    parameters: tuple[tuple[str, int], ...]


class Dispatch:
    """Pure ASGI, in front of the framework's own router (`app`)."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], error_handlers: ErrorHandlers) -> None:
        self.app = app
        self._error_handlers = error_handlers
        self._shapes: dict[tuple[str, int], dict[_Positions, dict[_Fixed, _Address]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for place, context in enumerate(iter_route_contexts(routes)):
            if context.path is None or ":" in context.path:
                continue
            segments = context.path.split("/")
            positions = tuple(at for at, segment in enumerate(segments) if not segment.startswith("{"))
            fixed = tuple(segments[at] for at in positions)
            parameters = tuple((each[1:-1], at) for at, each in enumerate(segments) if each.startswith("{"))
            address = _Address(place, context.original_route, parameters)
            for method in context.methods or ():
                self._shapes[method, len(segments)][positions].setdefault(fixed, address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.find(scope)
        if found is None:
            await self.app(scope, receive, send)
            return
        route, scope["path_params"] = found
        scope["route"] = route
        assert route.handler is not None
        request = Request(scope, receive)
        try:
            response = await route.handler(request)
        except Exception as error:
            handler = next(
                (self._error_handlers[kind] for kind in type(error).__mro__ if kind in self._error_handlers), None
            )
            if handler is None:
                raise
            response = await handler(request, error)
        await response(scope, receive, send)

    def find(self, scope: Scope) -> tuple[DoorRoute, dict[str, str]] | None:
        """The operation and the parameters of its path; None for what the framework is to answer."""
        if scope["type"] != "http" or scope.get("root_path"):
            return None
        segments = scope["path"].split("/")
        shapes = self._shapes.get((scope["method"], len(segments)))
        if shapes is None or "" in segments[1:]:
            return None
        found: _Address | None = None
        for positions, known in shapes.items():
            each = known.get(tuple([segments[at] for at in positions]))
            if each is not None and (found is None or each.place < found.place):
                found = each
        if found is None or not isinstance(found.route, DoorRoute) or found.route.handler is None:
            return None
        return found.route, {name: segments[at] for name, at in found.parameters}
