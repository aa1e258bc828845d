from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.comment_revision_page import CommentRevisionPage


def request(
    comment: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: CommentRevisionPage | None = None,
) -> Request[CommentRevisionPage]:
    return Request(
        "GET",
        at("/api/v1/comments/{comment}/revisions", comment=comment),
        CommentRevisionPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
