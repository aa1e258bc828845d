from uuid import UUID

from alliance_client._request import Request, at

from ...models.webhook import Webhook


def request(
    webhook: UUID | str,
) -> Request[Webhook]:
    return Request(
        "PUT",
        at("/api/v1/webhooks/{webhook}/pause", webhook=webhook),
        Webhook.from_dict,
    )
