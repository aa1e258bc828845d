from uuid import UUID

from alliance_client._request import Request, at

from ...models.delivery import Delivery


def request(
    webhook: UUID | str,
    delivery: UUID | str,
    *,
    if_none_match: Delivery | None = None,
) -> Request[Delivery]:
    return Request(
        "GET",
        at("/api/v1/webhooks/{webhook}/deliveries/{delivery}", webhook=webhook, delivery=delivery),
        Delivery.from_dict,
        held=if_none_match,
    )
