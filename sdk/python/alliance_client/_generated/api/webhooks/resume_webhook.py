from uuid import UUID

from alliance_client._request import Request, Tagged, at

from ...models.webhook import Webhook


def request(
    webhook: UUID | str,
    *,
    if_match: Tagged | str,
) -> Request[Webhook]:
    return Request(
        "DELETE",
        at("/api/v1/webhooks/{webhook}/pause", webhook=webhook),
        Webhook.from_dict,
        if_match=if_match,
    )
