from uuid import UUID

from alliance_client._request import Request, at

from ...models.delivery import Delivery


def request(
    webhook: UUID | str,
    delivery: UUID | str,
    *,
    idempotency_key: str | None = None,
) -> Request[Delivery]:
    return Request(
        "POST",
        at("/api/v1/webhooks/{webhook}/deliveries/{delivery}/redelivery", webhook=webhook, delivery=delivery),
        Delivery.from_dict,
        keyed=True,
        key=idempotency_key,
    )
