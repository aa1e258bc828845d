"""What the program says of itself: counters for Prometheus, traces by OpenTelemetry; neither on the public API."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import asyncpg
import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.core.settings import Settings
from app.http.metrics_page import MetricsPage
from app.main import create_app
from tests.listening import listening
from tests.people import Organization, found_community
from tests.programs import program_serving, surroundings_of

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


async def _page(page: MetricsPage) -> dict[str, float]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(page), base_url="http://metrics") as client:
        text = (await client.get("/metrics")).raise_for_status().text
        assert (await client.get("/")).status_code == 404
    return {name: float(value) for name, value in re.findall(r"^([a-z_]+(?:\{.*\})?) (\S+)$", text, re.MULTILINE)}


async def test_requests_are_counted_by_operation_and_status_and_the_database_is_asked(
    organization: Organization, database_url: str, settings: Settings
) -> None:
    counting = settings.model_copy(update={"metrics_port": 9464})
    app = create_app(counting, database_url)
    assert app.metrics is not None
    page = MetricsPage(database_url, counting, app.metrics.registry)
    async with app.router.lifespan_context(app):
        inside = Organization(app, organization.link)
        ann = await inside.member("Ann")
        await found_community(ann)
        for path in ("/problems", "/problems/network-1", "/nowhere", "/problems?nonsense=1"):
            await ann.client.get(f"/api/v1{path}")
        await ann.client.head("/api/v1/problems")
        told = await _page(page)
        # A change under way holds readers of the feed back.
        other = await asyncpg.connect(database_url)
        async with other.transaction():
            await other.execute("SELECT pg_current_xact_id()")
            await found_community(ann, slug="more")
            held = await _page(page)
        await other.close()
        await inside.close()
    assert {name: value for name, value in told.items() if name.startswith("alliance_requests_total")} == {
        'alliance_requests_total{operation="found_community",status="201"}': 1,
        'alliance_requests_total{operation="list_problems",status="200"}': 2,
        'alliance_requests_total{operation="list_problems",status="422"}': 1,
        'alliance_requests_total{operation="none",status="404"}': 1,
        'alliance_requests_total{operation="read_problem",status="404"}': 1,
    }
    assert told['alliance_request_seconds_count{operation="list_problems"}'] == 3
    assert told['alliance_database_connections{pool="write",state="idle"}'] == 1
    assert (told["alliance_database_up"], told["alliance_feed_lag_seconds"]) == (1, 0)
    assert told["alliance_assessments_due"] == 0
    assert {name: told[name] for name in told if "jobs" in name} == {
        "alliance_jobs_unfinished": 0,
        "alliance_jobs_failed": 0,
        "alliance_jobs_overdue_seconds": 0,
    }
    assert held["alliance_feed_lag_seconds"] > 0
    assert held["alliance_oldest_change_seconds"] > 0


async def test_a_database_that_is_away_is_said_and_the_counters_stay(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"metrics_port": 9464}), "")
    assert app.metrics is not None
    app.metrics.count("list_problems", 200, 0.01)
    told = await _page(MetricsPage("postgresql://nobody@/none?host=/nowhere", settings, app.metrics.registry))
    assert told["alliance_database_up"] == 0
    assert told['alliance_requests_total{operation="list_problems",status="200"}'] == 1


async def test_a_stream_is_counted_when_it_is_answered_and_is_no_span(
    organization: Organization, database_url: str, settings: Settings
) -> None:
    with _collector() as (url, received):
        app = create_app(settings.model_copy(update={"metrics_port": 9464, "traces_url": url}), database_url)
        assert app.metrics is not None
        page = MetricsPage(database_url, settings, app.metrics.registry)
        async with app.router.lifespan_context(app):
            inside = Organization(app, organization.link)
            ann = await inside.member("Ann")
            async with listening(app, ann, headers={"traceparent": f"00-{TRACE}-{PARENT}-01"}):
                told = await _page(page)
            ticket = (await ann.post("/events/tickets")).json()["ticket"]
            await inside.client().get("/api/v1/events", params={"ticket": ticket})
            after = await _page(page)
            await inside.close()
    for each in (told, after):
        assert each['alliance_requests_total{operation="list_events",status="200"}'] == 1
    assert told['alliance_request_seconds_count{operation="list_events"}'] == 1
    spans = [str(each) for each in received]
    assert any("issue_stream_ticket" in each for each in spans)
    assert not any(ticket in each or TRACE in each or "list_events" in each for each in spans)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_counters_of_all_workers_are_read_at_an_address_of_their_own(tmp_path: Path, workers: str) -> None:
    surroundings = surroundings_of(tmp_path / "var")
    surroundings |= {"ALLIANCE_WORKERS": workers, "ALLIANCE_BACKGROUND_WORKERS": "0"}
    port = int(surroundings["ALLIANCE_PORT"])
    surroundings["ALLIANCE_METRICS_PORT"] = str(port + 1)
    with program_serving(surroundings):
        for _ in range(20):
            assert httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=60).status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=60).status_code == 404
        told = httpx.get(f"http://127.0.0.1:{port + 1}/metrics", timeout=60).text
    assert 'alliance_requests_total{operation="read_liveness",status="200"} 20.0' in told


@contextmanager
def _collector() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    received: list[ExportTraceServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            received.append(ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def test_a_request_is_a_span_of_the_trace_that_it_was_sent_with_named_by_its_route(
    organization: Organization, database_url: str, settings: Settings
) -> None:
    with _collector() as (url, received):
        app = create_app(settings.model_copy(update={"traces_url": url}), database_url)
        async with app.router.lifespan_context(app):
            inside = Organization(app, organization.link)
            ann = await inside.member("Ann")
            headers = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
            answer = await ann.client.get("/api/v1/problems/network-1", headers=headers)
            await inside.close()
        await asyncio.sleep(0)
    spans = [
        span
        for each in received
        for of_resource in each.resource_spans
        for of_scope in of_resource.scope_spans
        for span in of_scope.spans
    ]
    (span,) = [span for span in spans if span.trace_id.hex() == TRACE]
    assert span.parent_span_id.hex() == PARENT
    assert span.name == "GET /api/v1/problems/{problem}"
    told = {each.key: each.value.string_value or each.value.int_value for each in span.attributes}
    assert told["http.response.status_code"] == 404
    assert told["alliance.operation"] == "read_problem"
    assert told["alliance.request_id"] == answer.headers["X-Request-Id"]
    assert "Bearer" not in str(span)
