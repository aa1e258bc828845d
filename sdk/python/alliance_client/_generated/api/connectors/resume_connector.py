from uuid import UUID

from alliance_client._request import Request, at

from ...models.connector import Connector


def request(
    connector: UUID | str,
    *,
    if_match: Connector | str,
) -> Request[Connector]:
    return Request(
        "DELETE",
        at("/api/v1/connectors/{connector}/pause", connector=connector),
        Connector.from_dict,
        if_match=if_match,
    )
