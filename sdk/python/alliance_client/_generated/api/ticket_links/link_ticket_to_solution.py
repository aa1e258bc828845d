from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.ticket_link import TicketLink
from ...models.ticket_link_in import TicketLinkIn


def request(
    solution: UUID | str,
    body: TicketLinkIn,
    *,
    idempotency_key: str | None = None,
    on_behalf_of: UUID | str | None = None,
) -> Request[TicketLink]:
    return Request(
        "POST",
        at("/api/v1/solutions/{solution}/ticket-links", solution=solution),
        TicketLink.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
        on_behalf_of=on_behalf_of,
    )
