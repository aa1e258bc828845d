from uuid import UUID

from alliance_client._request import Request, at

from ...models.comment import Comment


def request(
    comment: UUID | str,
    *,
    if_match: Comment | str | None = None,
) -> Request[Comment]:
    return Request(
        "PUT",
        at("/api/v1/comments/{comment}/resolution", comment=comment),
        Comment.from_dict,
        if_match=if_match,
    )
