from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.delivery_taken import DeliveryTaken
from ...models.take_delivery_body import TakeDeliveryBody


def request(
    connector: UUID | str,
    body: TakeDeliveryBody,
) -> Request[DeliveryTaken]:
    return Request(
        "POST",
        at("/api/v1/connectors/{connector}/deliveries", connector=connector),
        DeliveryTaken.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        signed_in=False,
    )
