"""Whether the service works, for those who run it."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from app.core.readiness import Check
from app.domain.errors import Invalid, Unexpected
from app.http.door import DoorRoute, refusals
from app.http.house import house_of
from app.http.requests import JSON
from app.models.health import HealthCheckShown, HealthShown, HealthStatus

router = APIRouter(prefix="/health", tags=["health"], route_class=DoorRoute)
_REFUSES = refusals([Invalid, Unexpected])
_UNWELL = {
    "content": {
        "application/json": {
            "example": {
                "status": "unwell",
                "checks": [{"name": "migrations", "status": "unwell", "detail": "Missing: 1."}],
            }
        }
    }
}


@router.get(
    "/live",
    response_model=HealthShown,
    operation_id="read_liveness",
    summary="Read whether the process is alive",
    response_description="It is.",
    responses=_REFUSES,
)
async def read_liveness() -> Response:
    """Answers as long as it takes requests at all, whatever the database does: restart it where this fails."""
    return _answer([])


@router.get(
    "/ready",
    response_model=HealthShown,
    operation_id="read_readiness",
    summary="Read whether it can serve",
    response_description="It can.",
    responses={**_REFUSES, 503: {"model": HealthShown, "description": "Not now; `checks` says why.", **_UNWELL}},
)
async def read_readiness(request: Request) -> Response:
    """503 while the database does not answer within two seconds or its schema is not this program's: send no requests
    here until it is 200."""
    return _answer(await house_of(request).readiness.checks())


def _answer(checks: Sequence[Check]) -> Response:
    well = all(check.well for check in checks)
    shown = HealthShown(
        status=_status(well),
        checks=[HealthCheckShown(name=check.name, status=_status(check.well), detail=check.words) for check in checks],
    )
    return Response(shown.model_dump_json(), 200 if well else 503, {"Cache-Control": "no-store"}, JSON)


def _status(well: bool) -> HealthStatus:
    return HealthStatus.well if well else HealthStatus.unwell
