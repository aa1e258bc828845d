from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.closure_in import ClosureIn
from ...models.problem import Problem


def request(
    problem: UUID | str,
    body: ClosureIn,
    *,
    if_match: Problem | str | None = None,
) -> Request[Problem]:
    return Request(
        "PUT",
        at("/api/v1/problems/{problem}/closure", problem=problem),
        Problem.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        if_match=if_match,
    )
