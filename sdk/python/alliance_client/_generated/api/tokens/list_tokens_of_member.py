from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.api_token_page import ApiTokenPage


def request(
    member: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: ApiTokenPage | None = None,
) -> Request[ApiTokenPage]:
    return Request(
        "GET",
        at("/api/v1/members/{member}/tokens", member=member),
        ApiTokenPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
