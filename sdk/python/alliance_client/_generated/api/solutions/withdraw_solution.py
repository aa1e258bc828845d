from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.solution import Solution
from ...models.withdrawal_in import WithdrawalIn


def request(
    solution: UUID | str,
    body: WithdrawalIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Solution]:
    return Request(
        "POST",
        at("/api/v1/solutions/{solution}/withdrawal", solution=solution),
        Solution.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
