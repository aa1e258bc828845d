from uuid import UUID

from alliance_client._request import Request, at

from ...models.comment import Comment


def request(
    comment: UUID | str,
    *,
    if_none_match: Comment | None = None,
) -> Request[Comment]:
    return Request(
        "GET",
        at("/api/v1/comments/{comment}", comment=comment),
        Comment.from_dict,
        held=if_none_match,
    )
