"""The contract and its interactive pages, served from here: no request goes to another host."""

from pathlib import Path
from typing import Final

import fastapi_offline
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from app.http.openapi import written

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
  persistAuthorization: false,
  showExtensions: false,
  validatorUrl: null,
});
"""
"""`validatorUrl`: without it, the page asks another host for a badge."""


def serve(app: FastAPI) -> None:
    """Adds `/openapi.json` and `/docs`."""
    made: list[bytes] = []

    async def contract(_: Request) -> Response:
        if not made:
            made.append(written(app))
        return Response(made[0], media_type="application/json", headers={"Cache-Control": "no-cache"})

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(_PAGE)

    async def start(_: Request) -> Response:
        return Response(_START, media_type="text/javascript")

    app.add_route("/openapi.json", contract, include_in_schema=False)
    app.add_route("/docs", page, include_in_schema=False)
    app.add_route("/docs/start.js", start, include_in_schema=False)
    app.mount(ASSETS, StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static"), name="docs")
