from uuid import UUID

from alliance_client._request import Request, at

from ...models.delivery import Delivery


def request(
    webhook: UUID | str,
    *,
    idempotency_key: str | None = None,
) -> Request[Delivery]:
    return Request(
        "POST",
        at("/api/v1/webhooks/{webhook}/tests", webhook=webhook),
        Delivery.from_dict,
        keyed=True,
        key=idempotency_key,
    )
