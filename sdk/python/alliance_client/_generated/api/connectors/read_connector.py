from uuid import UUID

from alliance_client._request import Request, at

from ...models.connector import Connector


def request(
    connector: UUID | str,
    *,
    if_none_match: Connector | None = None,
) -> Request[Connector]:
    return Request(
        "GET",
        at("/api/v1/connectors/{connector}", connector=connector),
        Connector.from_dict,
        held=if_none_match,
    )
