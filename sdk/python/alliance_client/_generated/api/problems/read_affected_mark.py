from uuid import UUID

from alliance_client._request import Request, at

from ...models.affected_mark import AffectedMark


def request(
    problem: UUID | str,
    environment: UUID | str,
    *,
    if_none_match: AffectedMark | None = None,
) -> Request[AffectedMark]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/affected-marks/{environment}", problem=problem, environment=environment),
        AffectedMark.from_dict,
        held=if_none_match,
    )
