from alliance_client._request import Request, at

from ...models.me import Me


def request(
    *,
    if_none_match: Me | None = None,
) -> Request[Me]:
    return Request(
        "GET",
        at("/api/v1/me"),
        Me.from_dict,
        held=if_none_match,
    )
