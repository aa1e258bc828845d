from uuid import UUID

from alliance_client._request import Request, Tagged, at, nothing


def request(
    ticket_link: UUID | str,
    *,
    if_match: Tagged | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/ticket-links/{ticket_link}", ticket_link=ticket_link),
        nothing,
        if_match=if_match,
    )
