from uuid import UUID

from alliance_client._request import Request, at

from ...models.objective import Objective


def request(
    objective: UUID | str,
    *,
    if_match: Objective | str,
) -> Request[Objective]:
    return Request(
        "DELETE",
        at("/api/v1/objectives/{objective}/retirement", objective=objective),
        Objective.from_dict,
        if_match=if_match,
    )
