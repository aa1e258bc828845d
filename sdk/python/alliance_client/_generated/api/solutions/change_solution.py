from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.solution import Solution
from ...models.solution_patch import SolutionPatch


def request(
    solution: UUID | str,
    body: SolutionPatch,
    *,
    if_match: Solution | str,
) -> Request[Solution]:
    return Request(
        "PATCH",
        at("/api/v1/solutions/{solution}", solution=solution),
        Solution.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
