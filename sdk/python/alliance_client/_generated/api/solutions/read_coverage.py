from uuid import UUID

from alliance_client._request import Request, at

from ...models.coverage import Coverage


def request(
    solution: UUID | str,
    *,
    if_none_match: Coverage | None = None,
) -> Request[Coverage]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/coverage", solution=solution),
        Coverage.from_dict,
        held=if_none_match,
    )
