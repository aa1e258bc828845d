from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.action_item import ActionItem
from ...models.action_item_patch import ActionItemPatch


def request(
    action_item: UUID | str,
    body: ActionItemPatch,
    *,
    if_match: ActionItem | str,
) -> Request[ActionItem]:
    return Request(
        "PATCH",
        at("/api/v1/action-items/{action_item}", action_item=action_item),
        ActionItem.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
