from uuid import UUID

from alliance_client._request import Request, at

from ...models.delivery_taken import DeliveryTaken


def request(
    connector: UUID | str,
    body: bytes,
    *,
    content_type: str = "application/octet-stream",
    x_hub_signature_256: str | None = None,
    x_git_hub_event: str | None = None,
    x_hub_signature: str | None = None,
    x_zendesk_webhook_signature: str | None = None,
    x_zendesk_webhook_signature_timestamp: str | None = None,
    x_signature: str | None = None,
) -> Request[DeliveryTaken]:
    return Request(
        "POST",
        at("/api/v1/connectors/{connector}/deliveries", connector=connector),
        DeliveryTaken.from_dict,
        body=body,
        content_type=content_type,
        beside={
            "X-Hub-Signature-256": x_hub_signature_256,
            "X-GitHub-Event": x_git_hub_event,
            "X-Hub-Signature": x_hub_signature,
            "X-Zendesk-Webhook-Signature": x_zendesk_webhook_signature,
            "X-Zendesk-Webhook-Signature-Timestamp": x_zendesk_webhook_signature_timestamp,
            "X-Signature": x_signature,
        },
        signed_in=False,
    )
