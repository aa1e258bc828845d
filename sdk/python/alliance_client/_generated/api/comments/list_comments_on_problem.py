from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.comment_page import CommentPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: CommentPage | None = None,
) -> Request[CommentPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/comments", problem=problem),
        CommentPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
