from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.objective import Objective
from ...models.objective_patch import ObjectivePatch


def request(
    objective: UUID | str,
    body: ObjectivePatch,
    *,
    if_match: Objective | str,
) -> Request[Objective]:
    return Request(
        "PATCH",
        at("/api/v1/objectives/{objective}", objective=objective),
        Objective.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
