from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.webhook import Webhook
from ...models.webhook_made import WebhookMade
from ...models.webhook_patch import WebhookPatch


def request(
    webhook: UUID | str,
    body: WebhookPatch,
    *,
    if_match: Webhook | WebhookMade | str,
) -> Request[Webhook]:
    return Request(
        "PATCH",
        at("/api/v1/webhooks/{webhook}", webhook=webhook),
        Webhook.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
