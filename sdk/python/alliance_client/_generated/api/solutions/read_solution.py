from uuid import UUID

from alliance_client._request import Request, at

from ...models.solution import Solution


def request(
    solution: UUID | str,
    *,
    if_none_match: Solution | None = None,
) -> Request[Solution]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}", solution=solution),
        Solution.from_dict,
        held=if_none_match,
    )
