"""The contract and its interactive pages, served from here: no request goes to another host."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

import fastapi_offline
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from app.http.openapi import written
from app.http.preconditions import tag_of, unchanged

ASSETS: Final = "/docs/assets"
_PAGE: Final = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Alliance: the API</title>
<link rel="stylesheet" href="{ASSETS}/swagger-ui.css">
<link rel="icon" href="{ASSETS}/favicon.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="{ASSETS}/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START: Final = """\
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  displayOperationId: true,
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  showExtensions: false,
  validatorUrl: null,
});
"""
"""`validatorUrl`: without it, the page asks another host for a badge."""


def serve(app: FastAPI) -> None:
    """Adds `/openapi.json` and `/docs`, compressed for who takes that: a contract of a megabyte is 90 kB then."""
    made: list[bytes] = []

    def contract(request: Request) -> Response:
        # In a thread, since it is most of a second's work, the first time.
        if not made:
            made.append(written(app))
        tag = tag_of(None, made[0])
        headers = {"Cache-Control": "no-cache", "ETag": f"W/{tag}"}  # weak: it may travel compressed
        if unchanged(request.headers.get("If-None-Match", ""), tag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(made[0], media_type="application/json", headers=headers)

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(_PAGE)

    async def start(_: Request) -> Response:
        return Response(_START, media_type="text/javascript")

    small = [Middleware(GZipMiddleware)]
    assets = StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static")
    app.router.routes += [
        Route("/openapi.json", contract, middleware=small),
        Route("/docs", page),
        Route("/docs/start.js", start),
        Mount(ASSETS, assets, name="docs", middleware=small),
    ]
