"""Which router an address belongs to, looked up rather than tried one router after another.

An address is known by its method, its number of segments and those of them that are fixed. What is not found here goes
the framework's own way, so that 404 and 405 are answered as ever.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

_Positions = tuple[int, ...]
_Fixed = tuple[str, ...]


class Dispatch(BaseRoute):
    """Stands first among an application's routes, and hands a request to the first of the others that has its
    address. No address is its own: who asks all routes for theirs passes it by."""

    path_regex = re.compile("(?!)")

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = list(routes)
        self._shapes: dict[tuple[str, int], dict[_Positions, dict[_Fixed, int]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for place, route in enumerate(self._routes):
            for context in iter_route_contexts([route]):
                if context.path is None or ":" in context.path:
                    continue
                segments = context.path.split("/")
                positions = tuple(at for at, segment in enumerate(segments) if not segment.startswith("{"))
                fixed = tuple(segments[at] for at in positions)
                for method in context.methods or ():
                    self._shapes[method, len(segments)][positions].setdefault(fixed, place)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope.get("root_path"):
            return Match.NONE, {}
        segments = scope["path"].split("/")
        shapes = self._shapes.get((scope["method"], len(segments)))
        if shapes is None or "" in segments[1:]:
            return Match.NONE, {}
        first = len(self._routes)
        for positions, known in shapes.items():
            place = known.get(tuple([segments[at] for at in positions]))
            if place is not None and place < first:
                first = place
        if first == len(self._routes):
            return Match.NONE, {}
        match, more = self._routes[first].matches(scope) if self._is_plain(first) else (Match.FULL, {})
        return match, {**more, "dispatched": self._routes[first]}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        route: Any = scope.pop("dispatched")
        await route.handle(scope, receive, send)

    def _is_plain(self, place: int) -> bool:
        """A route by itself, which says by matching what the path holds; an included router does so later."""
        return isinstance(self._routes[place], Route)


def dispatch(app: FastAPI) -> None:
    """For an application that has all its routes."""
    app.router.routes.insert(0, Dispatch(app.router.routes))
