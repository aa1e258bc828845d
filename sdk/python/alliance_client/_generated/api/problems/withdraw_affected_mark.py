from uuid import UUID

from alliance_client._request import Request, at, nothing

from ...models.affected_mark import AffectedMark


def request(
    problem: UUID | str,
    environment: UUID | str,
    *,
    if_match: AffectedMark | str,
    on_behalf_of: UUID | str | None = None,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/problems/{problem}/affected-marks/{environment}", problem=problem, environment=environment),
        nothing,
        if_match=if_match,
        on_behalf_of=on_behalf_of,
    )
