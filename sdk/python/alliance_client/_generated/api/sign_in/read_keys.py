from alliance_client._request import Request, at

from ...models.key_set import KeySet


def request(
    *,
    if_none_match: KeySet | None = None,
) -> Request[KeySet]:
    return Request(
        "GET",
        at("/.well-known/jwks.json"),
        KeySet.from_dict,
        held=if_none_match,
        signed_in=False,
    )
