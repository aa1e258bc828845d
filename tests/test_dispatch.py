"""Addresses are looked up: every operation's is found, and what is no address goes the framework's own way."""

from fastapi.routing import iter_route_contexts
from starlette.routing import Match

from app.core.settings import Settings
from app.http.dispatch import Dispatch
from app.main import create_app


def test_every_operation_is_found_by_its_address(settings: Settings) -> None:
    routes = create_app(settings, "").routes
    dispatch = next(route for route in routes if isinstance(route, Dispatch))
    for context in iter_route_contexts(routes[1:]):
        for method in context.methods or ():
            path = "/".join("x" if part.startswith("{") else part for part in (context.path or "").split("/"))
            found, scope = dispatch.matches({"type": "http", "method": method, "path": path})
            assert found is Match.FULL, path
            own = {each.path for each in iter_route_contexts([scope["dispatched"]])}
            assert context.path in own


def test_what_is_no_address_is_left_to_the_framework(settings: Settings) -> None:
    (dispatch,) = (route for route in create_app(settings, "").routes if isinstance(route, Dispatch))
    for path in ("/", "/api/v1/nothing", "/api/v1/problems/", "/api/v1//x", "/api/v1/problems/x/closure/y"):
        assert dispatch.matches({"type": "http", "method": "GET", "path": path})[0] is Match.NONE, path
