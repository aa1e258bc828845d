from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.solution import Solution
from ...models.successor_in import SuccessorIn


def request(
    solution: UUID | str,
    body: SuccessorIn,
    *,
    if_match: Solution | str | None = None,
) -> Request[Solution]:
    return Request(
        "PUT",
        at("/api/v1/solutions/{solution}/successor", solution=solution),
        Solution.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        if_match=if_match,
    )
