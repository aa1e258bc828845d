from uuid import UUID

from alliance_client._request import Request, at

from ...models.problem import Problem


def request(
    problem: UUID | str,
    *,
    if_match: Problem | str,
) -> Request[Problem]:
    return Request(
        "DELETE",
        at("/api/v1/problems/{problem}/closure", problem=problem),
        Problem.from_dict,
        if_match=if_match,
    )
