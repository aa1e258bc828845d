from uuid import UUID

from alliance_client._request import Request, at

from ...models.validation import Validation


def request(
    validation: UUID | str,
    *,
    if_none_match: Validation | None = None,
) -> Request[Validation]:
    return Request(
        "GET",
        at("/api/v1/validations/{validation}", validation=validation),
        Validation.from_dict,
        held=if_none_match,
    )
