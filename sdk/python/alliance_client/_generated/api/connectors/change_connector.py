from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.connector import Connector
from ...models.connector_patch import ConnectorPatch


def request(
    connector: UUID | str,
    body: ConnectorPatch,
    *,
    if_match: Connector | str,
) -> Request[Connector]:
    return Request(
        "PATCH",
        at("/api/v1/connectors/{connector}", connector=connector),
        Connector.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
