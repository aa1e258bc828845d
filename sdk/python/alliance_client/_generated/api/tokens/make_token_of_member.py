from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.api_token_in import ApiTokenIn
from ...models.api_token_made import ApiTokenMade


def request(
    member: UUID | str,
    body: ApiTokenIn,
) -> Request[ApiTokenMade]:
    return Request(
        "POST",
        at("/api/v1/members/{member}/tokens", member=member),
        ApiTokenMade.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
    )
