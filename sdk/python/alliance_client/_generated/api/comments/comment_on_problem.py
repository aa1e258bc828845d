from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.comment import Comment
from ...models.comment_in import CommentIn


def request(
    problem: UUID | str,
    body: CommentIn,
    *,
    idempotency_key: str | None = None,
    on_behalf_of: UUID | str | None = None,
) -> Request[Comment]:
    return Request(
        "POST",
        at("/api/v1/problems/{problem}/comments", problem=problem),
        Comment.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
        on_behalf_of=on_behalf_of,
    )
