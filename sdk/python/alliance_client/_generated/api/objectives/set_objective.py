from alliance_client._request import Request, as_json, at

from ...models.objective import Objective
from ...models.objective_in import ObjectiveIn


def request(
    body: ObjectiveIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Objective]:
    return Request(
        "POST",
        at("/api/v1/objectives"),
        Objective.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
