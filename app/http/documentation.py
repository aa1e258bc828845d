"""The contract and its interactive pages, served from here: no request goes to another host."""

from pathlib import Path

import fastapi_offline
import orjson
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from app.http.openapi import document

ASSETS = "/docs/assets"


def serve(app: FastAPI) -> None:
    """Adds `/openapi.json` and `/docs`."""
    made: list[bytes] = []

    async def contract(_: Request) -> Response:
        if not made:
            made.append(orjson.dumps(document(app), option=orjson.OPT_INDENT_2))
        return Response(made[0], media_type="application/json", headers={"Cache-Control": "no-cache"})

    async def page(_: Request) -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Alliance: the API",
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
            swagger_ui_parameters={"persistAuthorization": False, "docExpansion": "none", "filter": True},
        )

    app.add_route("/openapi.json", contract, include_in_schema=False)
    app.add_route("/docs", page, include_in_schema=False)
    app.mount(ASSETS, StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static"), name="docs")
