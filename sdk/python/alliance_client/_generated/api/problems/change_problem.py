from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.problem import Problem
from ...models.problem_patch import ProblemPatch


def request(
    problem: UUID | str,
    body: ProblemPatch,
    *,
    if_match: Problem | str,
) -> Request[Problem]:
    return Request(
        "PATCH",
        at("/api/v1/problems/{problem}", problem=problem),
        Problem.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
