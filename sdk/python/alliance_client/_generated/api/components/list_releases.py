from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.release_page import ReleasePage


def request(
    component: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: ReleasePage | None = None,
) -> Request[ReleasePage]:
    return Request(
        "GET",
        at("/api/v1/components/{component}/releases", component=component),
        ReleasePage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
