from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.environment_order import EnvironmentOrder
from ...models.environment_page import EnvironmentPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    retired: bool | None = None,
    site: Sequence[UUID | str] | None = None,
    keeper: Sequence[UUID | str] | None = None,
    component: Sequence[UUID | str] | None = None,
    sort: EnvironmentOrder | None = None,
    if_none_match: EnvironmentPage | None = None,
) -> Request[EnvironmentPage]:
    return Request(
        "GET",
        at("/api/v1/environments"),
        EnvironmentPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "retired": retired,
                "site": site,
                "keeper": keeper,
                "component": component,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
