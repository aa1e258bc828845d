from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.affected_mark import AffectedMark
from ...models.affected_mark_in import AffectedMarkIn


def request(
    problem: UUID | str,
    environment: UUID | str,
    body: AffectedMarkIn,
    *,
    if_match: AffectedMark | str | None = None,
    on_behalf_of: UUID | str | None = None,
) -> Request[AffectedMark]:
    return Request(
        "PUT",
        at("/api/v1/problems/{problem}/affected-marks/{environment}", problem=problem, environment=environment),
        AffectedMark.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        if_match=if_match,
        on_behalf_of=on_behalf_of,
    )
