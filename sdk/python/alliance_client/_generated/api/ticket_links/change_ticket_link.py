from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.ticket_link import TicketLink
from ...models.ticket_link_patch import TicketLinkPatch


def request(
    ticket_link: UUID | str,
    body: TicketLinkPatch,
    *,
    if_match: TicketLink | str,
    on_behalf_of: UUID | str | None = None,
) -> Request[TicketLink]:
    return Request(
        "PATCH",
        at("/api/v1/ticket-links/{ticket_link}", ticket_link=ticket_link),
        TicketLink.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
        on_behalf_of=on_behalf_of,
    )
