from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.validation import Validation
from ...models.withdrawal_in import WithdrawalIn


def request(
    validation: UUID | str,
    body: WithdrawalIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Validation]:
    return Request(
        "POST",
        at("/api/v1/validations/{validation}/withdrawal", validation=validation),
        Validation.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
