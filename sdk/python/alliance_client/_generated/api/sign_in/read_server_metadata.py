from alliance_client._request import Request, at

from ...models.server_metadata import ServerMetadata


def request(
    *,
    if_none_match: ServerMetadata | None = None,
) -> Request[ServerMetadata]:
    return Request(
        "GET",
        at("/.well-known/oauth-authorization-server"),
        ServerMetadata.from_dict,
        held=if_none_match,
        signed_in=False,
    )
