from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.solution import Solution
from ...models.solution_in import SolutionIn


def request(
    problem: UUID | str,
    body: SolutionIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Solution]:
    return Request(
        "POST",
        at("/api/v1/problems/{problem}/solutions", problem=problem),
        Solution.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
