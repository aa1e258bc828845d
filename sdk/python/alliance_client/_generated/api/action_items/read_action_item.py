from uuid import UUID

from alliance_client._request import Request, at

from ...models.action_item import ActionItem


def request(
    action_item: UUID | str,
    *,
    if_none_match: ActionItem | None = None,
) -> Request[ActionItem]:
    return Request(
        "GET",
        at("/api/v1/action-items/{action_item}", action_item=action_item),
        ActionItem.from_dict,
        held=if_none_match,
    )
