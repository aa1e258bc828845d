from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.comment import Comment
from ...models.comment_patch import CommentPatch


def request(
    comment: UUID | str,
    body: CommentPatch,
    *,
    if_match: Comment | str,
) -> Request[Comment]:
    return Request(
        "PATCH",
        at("/api/v1/comments/{comment}", comment=comment),
        Comment.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
