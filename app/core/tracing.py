"""Traces by OpenTelemetry, sent by OTLP where ALLIANCE_TRACES_URL says to. The framework makes the spans; the
collector of variables `OTEL_…` (sampling, headers, resource) is the library's own."""

from typing import TYPE_CHECKING

from app.core.settings import SettingsError, variable

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider


def tracer_provider(url: str) -> "TracerProvider":
    """Sends spans to a collector in batches. SettingsError where the libraries for that are not installed."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError(
            f"{variable('traces_url')} needs opentelemetry-sdk and opentelemetry-exporter-otlp-proto-http: install "
            "them beside this program (the group `traces` of pyproject.toml)."
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "alliance"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{url}/v1/traces")))
    return provider
