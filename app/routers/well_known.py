"""What other programs look for at fixed addresses: how one signs in here, and the keys that tokens are signed with."""

import orjson
from fastapi import Request, Response

from app.auth.scopes import Scope
from app.domain.vocabulary import GrantType
from app.http.door import Door
from app.http.house import house_of
from app.http.requests import PREFIX, tagged
from app.models.sign_in import KeySetShown, ServerMetadataShown

router = Door("sign-in", prefix="")
_CACHING = "public, max-age=300"


@router.read("/.well-known/jwks.json", KeySetShown, signed_in=False)
async def read_keys(request: Request) -> Response:
    """Read the keys that access tokens are signed with.

    A JWK set (RFC 7517). Whoever verifies a token picks the key by `kid`; a new one appears here before it signs."""
    return tagged(request, orjson.dumps(house_of(request).keys.jwks), None, _CACHING)


@router.read("/.well-known/oauth-authorization-server", ServerMetadataShown, signed_in=False)
async def read_server_metadata(request: Request) -> Response:
    """Read how one signs in here.

    For clients that set themselves up: where tokens are given out and revoked, and which scopes there are (RFC 8414).
    """
    address = house_of(request).public_address
    metadata = ServerMetadataShown(
        issuer=address,
        token_endpoint=f"{address}{PREFIX}/auth/token",
        revocation_endpoint=f"{address}{PREFIX}/auth/revocation",
        jwks_uri=f"{address}/.well-known/jwks.json",
        scopes_supported=[*Scope],
        response_types_supported=[],
        grant_types_supported=[*GrantType],
        token_endpoint_auth_methods_supported=["none"],
        revocation_endpoint_auth_methods_supported=["none"],
    )
    return tagged(request, metadata.model_dump_json().encode(), None, _CACHING)
