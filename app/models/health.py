"""Whether the service works, as it is answered."""

from enum import StrEnum

from pydantic import ConfigDict

from app.models.schema import Shown


class HealthStatus(StrEnum):
    """Whether the service can serve."""

    well = "well"
    unwell = "unwell"


class HealthCheckShown(Shown):
    """One thing that the service needs to serve."""

    name: str
    status: HealthStatus
    detail: str


class HealthShown(Shown):
    """Whether requests can be served, and what stands in the way."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"status": "well", "checks": [{"name": "database", "status": "well", "detail": "It answers."}]}
            ]
        }
    )

    status: HealthStatus
    checks: list[HealthCheckShown]
