from uuid import UUID

from alliance_client._request import Request, at

from ...models.objective import Objective


def request(
    objective: UUID | str,
    *,
    if_none_match: Objective | None = None,
) -> Request[Objective]:
    return Request(
        "GET",
        at("/api/v1/objectives/{objective}", objective=objective),
        Objective.from_dict,
        held=if_none_match,
    )
