from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.validation import Validation
from ...models.validation_in import ValidationIn


def request(
    solution: UUID | str,
    body: ValidationIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Validation]:
    return Request(
        "POST",
        at("/api/v1/solutions/{solution}/validations", solution=solution),
        Validation.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
