from alliance_client._request import Request, as_json, at

from ...models.community import Community
from ...models.community_in import CommunityIn


def request(
    body: CommunityIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Community]:
    return Request(
        "POST",
        at("/api/v1/communities"),
        Community.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
