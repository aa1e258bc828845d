"""Addresses are looked up: every operation's is found, and what is no address goes the framework's own way."""

from fastapi.routing import iter_route_contexts

from app.core.settings import Settings
from app.http.dispatch import Dispatch
from app.http.door import DoorRoute
from app.main import create_app


def _dispatch(settings: Settings) -> Dispatch:
    app = create_app(settings, "")
    return Dispatch(app.router, app.routes, app.exception_handlers)


def test_every_operation_is_found_by_its_address(settings: Settings) -> None:
    app = create_app(settings, "")
    dispatch = Dispatch(app.router, app.routes, app.exception_handlers)
    found_ones = 0
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, DoorRoute):
            continue
        for method in context.methods or ():
            path = "/".join("x" if part.startswith("{") else part for part in (context.path or "").split("/"))
            found = dispatch.find({"type": "http", "method": method, "path": path})
            assert found is not None, path
            assert found[0] is route
            assert set(found[1]) == {part[1:-1] for part in (context.path or "").split("/") if part.startswith("{")}
            found_ones += 1
    assert found_ones > 100


def test_what_is_no_address_is_left_to_the_framework(settings: Settings) -> None:
    dispatch = _dispatch(settings)
    for path in ("/", "/api/v1/nothing", "/api/v1/problems/", "/api/v1//x", "/api/v1/problems/x/closure/y"):
        assert dispatch.find({"type": "http", "method": "GET", "path": path}) is None, path
