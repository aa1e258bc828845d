from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.objective_order import ObjectiveOrder
from ...models.objective_page import ObjectivePage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    retired: bool | None = None,
    owner: Sequence[UUID | str] | None = None,
    sort: ObjectiveOrder | None = None,
    if_none_match: ObjectivePage | None = None,
) -> Request[ObjectivePage]:
    return Request(
        "GET",
        at("/api/v1/objectives"),
        ObjectivePage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "retired": retired,
                "owner": owner,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
