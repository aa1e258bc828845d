from uuid import UUID

from alliance_client._request import Request, at

from ...models.webhook_made import WebhookMade


def request(
    webhook: UUID | str,
) -> Request[WebhookMade]:
    return Request(
        "POST",
        at("/api/v1/webhooks/{webhook}/secret", webhook=webhook),
        WebhookMade.from_dict,
    )
