from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.flag_page import FlagPage


def request(
    solution: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: FlagPage | None = None,
) -> Request[FlagPage]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/flags", solution=solution),
        FlagPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
