from uuid import UUID

from alliance_client._request import Request, at, nothing

from ...models.ticket_link import TicketLink


def request(
    ticket_link: UUID | str,
    *,
    if_match: TicketLink | str,
    on_behalf_of: UUID | str | None = None,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/ticket-links/{ticket_link}", ticket_link=ticket_link),
        nothing,
        if_match=if_match,
        on_behalf_of=on_behalf_of,
    )
