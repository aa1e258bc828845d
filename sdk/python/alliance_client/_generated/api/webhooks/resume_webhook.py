from uuid import UUID

from alliance_client._request import Request, at

from ...models.webhook import Webhook
from ...models.webhook_made import WebhookMade


def request(
    webhook: UUID | str,
    *,
    if_match: Webhook | WebhookMade | str,
) -> Request[Webhook]:
    return Request(
        "DELETE",
        at("/api/v1/webhooks/{webhook}/pause", webhook=webhook),
        Webhook.from_dict,
        if_match=if_match,
    )
