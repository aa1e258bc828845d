from collections.abc import Sequence

from alliance_client._request import Request, asked, at

from ...models.community_order import CommunityOrder
from ...models.community_page import CommunityPage
from ...models.visibility import Visibility
from ...models.whose import Whose


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    visibility: Sequence[Visibility] | None = None,
    mine: Whose | None = None,
    sort: CommunityOrder | None = None,
    if_none_match: CommunityPage | None = None,
) -> Request[CommunityPage]:
    return Request(
        "GET",
        at("/api/v1/communities"),
        CommunityPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "visibility": visibility,
                "mine": mine,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
