from uuid import UUID

from alliance_client._request import Request, at

from ...models.api_token import ApiToken


def request(
    token: UUID | str,
    *,
    if_none_match: ApiToken | None = None,
) -> Request[ApiToken]:
    return Request(
        "GET",
        at("/api/v1/me/tokens/{token}", token=token),
        ApiToken.from_dict,
        held=if_none_match,
    )
