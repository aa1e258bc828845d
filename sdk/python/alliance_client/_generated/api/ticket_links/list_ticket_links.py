from collections.abc import Sequence

from alliance_client._request import Request, asked, at

from ...models.ticket_link_page import TicketLinkPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    system: Sequence[str] | None = None,
    key: Sequence[str] | None = None,
    community: Sequence[str] | None = None,
    if_none_match: TicketLinkPage | None = None,
) -> Request[TicketLinkPage]:
    return Request(
        "GET",
        at("/api/v1/ticket-links"),
        TicketLinkPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "system": system,
                "key": key,
                "community": community,
            }
        ),
        held=if_none_match,
    )
