from alliance_client._request import Request, as_json, at

from ...models.webhook_in import WebhookIn
from ...models.webhook_made import WebhookMade


def request(
    body: WebhookIn,
) -> Request[WebhookMade]:
    return Request(
        "POST",
        at("/api/v1/webhooks"),
        WebhookMade.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
    )
