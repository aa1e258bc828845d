from alliance_client._request import Request, at

from ...models.home import Home


def request(
    *,
    if_none_match: Home | None = None,
) -> Request[Home]:
    return Request(
        "GET",
        at("/api/v1/me/home"),
        Home.from_dict,
        held=if_none_match,
    )
