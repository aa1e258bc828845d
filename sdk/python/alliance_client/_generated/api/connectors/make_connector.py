from alliance_client._request import Request, as_json, at

from ...models.connector import Connector
from ...models.connector_in import ConnectorIn


def request(
    body: ConnectorIn,
) -> Request[Connector]:
    return Request(
        "POST",
        at("/api/v1/connectors"),
        Connector.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
    )
