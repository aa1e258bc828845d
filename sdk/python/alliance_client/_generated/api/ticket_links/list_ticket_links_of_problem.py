from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.ticket_link_page import TicketLinkPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: TicketLinkPage | None = None,
) -> Request[TicketLinkPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/ticket-links", problem=problem),
        TicketLinkPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
