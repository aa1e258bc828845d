from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.action_item import ActionItem
from ...models.action_item_in import ActionItemIn


def request(
    community: UUID | str,
    body: ActionItemIn,
    *,
    idempotency_key: str | None = None,
) -> Request[ActionItem]:
    return Request(
        "POST",
        at("/api/v1/communities/{community}/action-items", community=community),
        ActionItem.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
