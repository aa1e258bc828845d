from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.connected_ticket_order import ConnectedTicketOrder
from ...models.connected_ticket_page import ConnectedTicketPage


def request(
    connector: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    key: Sequence[str] | None = None,
    sort: ConnectedTicketOrder | None = None,
    if_none_match: ConnectedTicketPage | None = None,
) -> Request[ConnectedTicketPage]:
    return Request(
        "GET",
        at("/api/v1/connectors/{connector}/tickets", connector=connector),
        ConnectedTicketPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "key": key,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
