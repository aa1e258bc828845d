"""What the program counts for Prometheus, where ALLIANCE_METRICS_PORT asks for it.

With several workers each counts in files of its own (`PROMETHEUS_MULTIPROC_DIR`), which the program adds up.
"""

import asyncio
from collections.abc import Sized
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from app.core.database import Database
from app.core.links import Links

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LOOK_SECONDS: Final = 5.0


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "alliance_requests",
            "Requests answered, by operation id and status.",
            ["operation", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "alliance_request_seconds",
            "Seconds from a request's head to the end of its answer, by operation id.",
            ["operation"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._connections = Gauge(
            "alliance_database_connections",
            "Connections to the database, by pool (read, write) and state (used, idle).",
            ["pool", "state"],
            multiprocess_mode="livesum",
            registry=self.registry,
        )
        self._streams = Gauge(
            "alliance_event_streams",
            "Streams of events that are open.",
            multiprocess_mode="livesum",
            registry=self.registry,
        )
        self._counting: dict[tuple[str, int], Counter] = {}
        self._timing: dict[str, Histogram] = {}

    def count(self, operation: str, status: int, seconds: float) -> None:
        """One request. Looked up by ourselves: that is cheaper than by labels each time."""
        counter = self._counting.get((operation, status))
        if counter is None:
            counter = self._counting[operation, status] = self._requests.labels(operation, str(status))
            self._timing[operation] = self._seconds.labels(operation)
        counter.inc()
        self._timing[operation].observe(seconds)

    async def watch(self, database: Database, streams: Sized) -> None:
        """Looks at the pools and at the open streams now and then, until cancelled."""
        while True:
            self._streams.set(len(streams))
            self._look("read", database.read)
            self._look("write", database.write)
            await asyncio.sleep(_LOOK_SECONDS)

    def _look(self, name: str, links: Links) -> None:
        idle = links.idle
        self._connections.labels(name, "idle").set(idle)
        self._connections.labels(name, "used").set(links.open - idle)
