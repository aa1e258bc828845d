from uuid import UUID

from alliance_client._request import Request, at

from ...models.ticket_link import TicketLink


def request(
    ticket_link: UUID | str,
    *,
    if_none_match: TicketLink | None = None,
) -> Request[TicketLink]:
    return Request(
        "GET",
        at("/api/v1/ticket-links/{ticket_link}", ticket_link=ticket_link),
        TicketLink.from_dict,
        held=if_none_match,
    )
