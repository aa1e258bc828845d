"""The composition root: settings in, an application out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp

from app.auth.api_tokens import ApiTokens
from app.auth.keys import Keys, problems_of
from app.auth.tickets import Tickets
from app.auth.tokens import TokenReader
from app.core.database import Database
from app.core.metrics import Metrics
from app.core.readiness import Readiness
from app.core.settings import Settings
from app.core.tracing import tracer_provider
from app.events.epoch import ensure_epoch
from app.http import documentation, errors, openapi
from app.http.accepting import is_for_stream
from app.http.cursors import Cursors
from app.http.dispatch import Dispatch
from app.http.house import House
from app.http.hub import Hub
from app.http.middleware import BrowsersOnly, Envelope
from app.http.observed import Observed
from app.http.requests import replayed
from app.routers import ROUTERS, webhooks
from app.services.api_tokens import keep_noting
from app.services.upkeep import keep_up
from app.work import Replay

ALLOWED = [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
    "On-Behalf-Of",
]
EXPOSED = [
    "ETag",
    "Idempotency-Replayed",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-Id",
]
PREFLIGHT_SECONDS = 7200
"""How long a browser may keep what a preflight said; Chromium keeps it no longer, whatever is said."""


class Application(FastAPI):
    """The layers around every operation, from the outside in."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        super().__init__(**options)
        self._settings = settings
        self.metrics = None if settings.metrics_port is None else Metrics()

    def build_middleware_stack(self) -> ASGIApp:
        framework = ExceptionMiddleware(AsyncExitStackMiddleware(self.router), self.exception_handlers)
        dispatch = Dispatch(framework, self.routes, self.exception_handlers)
        most = self._settings.max_body_bytes
        return BrowsersOnly(
            Envelope(
                self._observed(dispatch),
                bodied=self._observed(RequestBodyLimitMiddleware(dispatch, max_body_size=most)),
                max_body_bytes=most,
                receive_seconds=self._settings.receive_seconds,
            ),
            allow_origins=list(self._settings.cors_origins),
            allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=ALLOWED,
            expose_headers=EXPOSED,
            max_age=PREFLIGHT_SECONDS,
        )

    def _observed(self, app: ASGIApp) -> ASGIApp:
        if self.metrics is None and self._settings.traces_url is None:
            return app
        return Observed(app, self.metrics)


def create_app(settings: Settings, dsn: str) -> Application:
    """The application on a migrated database at `dsn`."""
    tracer = None if settings.traces_url is None else tracer_provider(settings.traces_url)

    @asynccontextmanager
    async def lifespan(app: Application) -> AsyncIterator[None]:
        epoch = await ensure_epoch(dsn)
        keys = Keys.load(settings.data_dir / "keys")
        database = Database(
            dsn,
            pool_size=settings.database_pool_size,
            lock_timeout_seconds=settings.lock_timeout_seconds,
            statement_timeout_seconds=settings.statement_timeout_seconds,
            belled=True,
        )
        api_tokens = ApiTokens(database, settings.clock_offset)
        async with database, Hub(database) as hub:
            app.state.house = House(
                settings=settings,
                database=database,
                keys=keys,
                tokens=TokenReader(keys, settings.public_address, settings.public_address),
                api_tokens=api_tokens,
                tickets=Tickets(keys.cursor_secret),
                cursors=Cursors(keys.cursor_secret),
                hub=hub,
                public_address=settings.public_address,
                clock_offset=settings.clock_offset,
                readiness=Readiness(dsn, {"keys": lambda: problems_of(settings.data_dir / "keys")}),
                epoch=epoch,
            )
            beside = [
                asyncio.create_task(keep_up(database, settings)),
                asyncio.create_task(keep_noting(database, api_tokens, settings.clock_offset)),
            ]
            if app.metrics is not None:
                beside.append(asyncio.create_task(app.metrics.watch(database, hub)))
            try:
                yield
            finally:
                for each in beside:
                    each.cancel()
                    with suppress(asyncio.CancelledError):
                        await each
                if tracer is not None:
                    await asyncio.to_thread(tracer.shutdown)

    app = Application(
        settings,
        title="Alliance",
        version=_version(),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        telemetry={
            "tracing": tracer is not None,
            "tracer_provider": tracer,
            "metrics": False,
            "logs": False,
            "exclude": is_for_stream,
        },
        exception_handlers={**errors.HANDLERS, Replay: replayed},
    )
    for router in ROUTERS:
        # An included router has the framework work out each of its operations a second time.
        app.router.routes.extend(router.routes)
    app.webhooks.routes.extend(webhooks.sent.routes)
    documentation.serve(app)
    return app


def contract(app: FastAPI) -> bytes:
    """The OpenAPI document that the application serves."""
    return openapi.written(app)


def _version() -> str:
    try:
        return version("alliance")
    except PackageNotFoundError:
        return "0.1.0"
