from collections.abc import Sequence

from alliance_client._request import Request, asked, at

from ...models.connector_kind import ConnectorKind
from ...models.connector_order import ConnectorOrder
from ...models.connector_page import ConnectorPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    community: Sequence[str] | None = None,
    kind: Sequence[ConnectorKind] | None = None,
    sort: ConnectorOrder | None = None,
    if_none_match: ConnectorPage | None = None,
) -> Request[ConnectorPage]:
    return Request(
        "GET",
        at("/api/v1/connectors"),
        ConnectorPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "community": community,
                "kind": kind,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
