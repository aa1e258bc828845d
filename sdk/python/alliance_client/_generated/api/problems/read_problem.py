from uuid import UUID

from alliance_client._request import Request, at

from ...models.problem import Problem


def request(
    problem: UUID | str,
    *,
    if_none_match: Problem | None = None,
) -> Request[Problem]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}", problem=problem),
        Problem.from_dict,
        held=if_none_match,
    )
