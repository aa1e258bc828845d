from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.action_item_order import ActionItemOrder
from ...models.action_item_page import ActionItemPage
from ...models.action_item_state import ActionItemState


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    overdue: bool | None = None,
    sort: ActionItemOrder | None = None,
    state: Sequence[ActionItemState] | None = None,
    owner: Sequence[UUID | str] | None = None,
    community: Sequence[str] | None = None,
    if_none_match: ActionItemPage | None = None,
) -> Request[ActionItemPage]:
    return Request(
        "GET",
        at("/api/v1/action-items"),
        ActionItemPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "overdue": overdue,
                "sort": sort,
                "state": state,
                "owner": owner,
                "community": community,
            }
        ),
        held=if_none_match,
    )
