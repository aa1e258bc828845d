from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.framing_page import FramingPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: FramingPage | None = None,
) -> Request[FramingPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/framings", problem=problem),
        FramingPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
