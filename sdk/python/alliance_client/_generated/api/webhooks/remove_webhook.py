from uuid import UUID

from alliance_client._request import Request, Tagged, at, nothing


def request(
    webhook: UUID | str,
    *,
    if_match: Tagged | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/webhooks/{webhook}", webhook=webhook),
        nothing,
        if_match=if_match,
    )
