from uuid import UUID

from alliance_client._request import Request, at

from ...models.validation import Validation


def request(
    validation: UUID | str,
    *,
    idempotency_key: str | None = None,
) -> Request[Validation]:
    return Request(
        "POST",
        at("/api/v1/validations/{validation}/carry-over", validation=validation),
        Validation.from_dict,
        keyed=True,
        key=idempotency_key,
    )
