from uuid import UUID

from alliance_client._request import Request, at

from ...models.comment import Comment


def request(
    comment: UUID | str,
    *,
    idempotency_key: str | None = None,
) -> Request[Comment]:
    return Request(
        "POST",
        at("/api/v1/comments/{comment}/withdrawal", comment=comment),
        Comment.from_dict,
        keyed=True,
        key=idempotency_key,
    )
