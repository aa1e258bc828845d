"""The page that Prometheus reads, at an address of its own: counted by the processes, asked of the database."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import asyncpg
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.core.database import DRIVER_ERRORS
from app.core.settings import Settings

_log = logging.getLogger(__name__)
_PATIENCE_SECONDS: Final = 2.0

_FACTS: Final = """
    SELECT (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0) FROM event
             WHERE open AND NOT personal AND xid >= pg_snapshot_xmin(pg_current_snapshot())) AS feed_lag,
           (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(xact_start)), 0) FROM pg_stat_activity
             WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()) AS oldest_change,
           (SELECT count(*) FROM solution WHERE next_assessment_at <= clock_timestamp() + $1) AS assessments_due,
           (SELECT coalesce(extract(epoch FROM clock_timestamp() + $1 - min(next_assessment_at)), 0) FROM solution
             WHERE next_assessment_at <= clock_timestamp() + $1) AS assessments_overdue,
           (SELECT count(*) FROM job WHERE state IN ('waiting', 'running')) AS jobs_unfinished,
           (SELECT count(*) FROM job WHERE state = 'failed') AS jobs_failed,
           (SELECT coalesce(greatest(extract(epoch FROM clock_timestamp() + $1 - min(due_at)), 0), 0) FROM job
             WHERE state IN ('waiting', 'running')) AS jobs_overdue,
           (SELECT coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)::int
              FROM pg_stat_archiver)
               AS archive_failing
"""
_FAMILIES: Final = {
    "feed_lag": ("alliance_feed_lag_seconds", "Age of the oldest event that readers of the feed cannot see yet."),
    "oldest_change": ("alliance_oldest_change_seconds", "Age of the oldest change under way; it holds the feed back."),
    "assessments_due": (
        "alliance_assessments_due",
        "Solutions whose evidence has expired; the sweep is to come.",
    ),
    "assessments_overdue": ("alliance_assessments_overdue_seconds", "For how long the first of them has been due."),
    "jobs_unfinished": ("alliance_jobs_unfinished", "Jobs that wait or are being done."),
    "jobs_failed": ("alliance_jobs_failed", "Jobs that were given up; an administrator can try them again."),
    "jobs_overdue": ("alliance_jobs_overdue_seconds", "For how long the first job has been due."),
    "archive_failing": ("alliance_archive_failing", "1 while the write-ahead log cannot be archived."),
}


class MetricsPage:
    """`GET /metrics`; a database that does not answer leaves its part out and `alliance_database_up` 0."""

    def __init__(self, dsn: str, settings: Settings, counted: CollectorRegistry) -> None:
        self._dsn = dsn
        self._offset = settings.clock_offset
        self._counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] != "/metrics" or scope["method"] not in ("GET", "HEAD"):
            await Response(status_code=404)(scope, receive, send)
            return
        facts = CollectorRegistry()
        facts.register(_Facts(await self._asked()))
        page = generate_latest(self._counted) + generate_latest(facts)
        await Response(page, media_type=CONTENT_TYPE_LATEST)(scope, receive, send)

    async def _asked(self) -> dict[str, float] | None:
        """What the database says; asked on a connection of its own, so that busy pools hide nothing."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                link = await asyncpg.connect(self._dsn)
                try:
                    record = await link.fetchrow(_FACTS, self._offset)
                finally:
                    await link.close()
        except DRIVER_ERRORS as error:
            _log.warning("the database does not say how it is: %s", type(error).__name__)
            return None
        assert record is not None
        return {name: float(value) for name, value in record.items()}


class _Facts(Collector):
    def __init__(self, facts: dict[str, float] | None) -> None:
        self._facts = facts

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("alliance_database_up", "1 while the database answers.", value=self._facts is not None)
        for fact, value in (self._facts or {}).items():
            name, words = _FAMILIES[fact]
            yield GaugeMetricFamily(name, words, value=value)


def shared(folder: Path) -> CollectorRegistry:
    """What several processes have counted in one folder."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry


def forget_process(folder: Path, process_id: int) -> None:
    """What a process that has ended counted stays; what it held does not."""
    mark_process_dead(process_id, str(folder))  # type: ignore[no-untyped-call]


@asynccontextmanager
async def exposed(page: MetricsPage, listener: socket.socket) -> AsyncIterator[None]:
    """Serves the page while the block runs."""
    server = _Server(uvicorn.Config(page, lifespan="off", ws="none", log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Those are the program's."""
        yield
