from uuid import UUID

from alliance_client._request import Request, at

from ...models.delivery_taken import DeliveryTaken


def request(
    connector: UUID | str,
) -> Request[DeliveryTaken]:
    return Request(
        "POST",
        at("/api/v1/connectors/{connector}/deliveries", connector=connector),
        DeliveryTaken.from_dict,
        signed_in=False,
    )
