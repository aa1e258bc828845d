from uuid import UUID

from alliance_client._request import Request, at, nothing

from ...models.webhook import Webhook
from ...models.webhook_made import WebhookMade


def request(
    webhook: UUID | str,
    *,
    if_match: Webhook | WebhookMade | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/webhooks/{webhook}", webhook=webhook),
        nothing,
        if_match=if_match,
    )
