from uuid import UUID

from alliance_client._request import Request, at

from ...models.solution import Solution


def request(
    solution: UUID | str,
    *,
    if_match: Solution | str | None = None,
) -> Request[Solution]:
    return Request(
        "PUT",
        at("/api/v1/solutions/{solution}/proposal", solution=solution),
        Solution.from_dict,
        if_match=if_match,
    )
