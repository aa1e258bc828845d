from alliance_client._request import Request, asked, at

from ...models.site_page import SitePage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    retired: bool | None = None,
    if_none_match: SitePage | None = None,
) -> Request[SitePage]:
    return Request(
        "GET",
        at("/api/v1/sites"),
        SitePage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "retired": retired,
            }
        ),
        held=if_none_match,
    )
