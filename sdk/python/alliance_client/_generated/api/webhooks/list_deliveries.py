from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.delivery_page import DeliveryPage
from ...models.delivery_state import DeliveryState


def request(
    webhook: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Sequence[DeliveryState] | None = None,
    subject: Sequence[UUID | str] | None = None,
    if_none_match: DeliveryPage | None = None,
) -> Request[DeliveryPage]:
    return Request(
        "GET",
        at("/api/v1/webhooks/{webhook}/deliveries", webhook=webhook),
        DeliveryPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "state": state,
                "subject": subject,
            }
        ),
        held=if_none_match,
    )
