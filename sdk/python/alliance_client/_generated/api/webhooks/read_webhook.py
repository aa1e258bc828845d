from uuid import UUID

from alliance_client._request import Request, at

from ...models.webhook import Webhook


def request(
    webhook: UUID | str,
    *,
    if_none_match: Webhook | None = None,
) -> Request[Webhook]:
    return Request(
        "GET",
        at("/api/v1/webhooks/{webhook}", webhook=webhook),
        Webhook.from_dict,
        held=if_none_match,
    )
