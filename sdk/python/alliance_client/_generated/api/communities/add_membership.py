from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.membership import Membership
from ...models.membership_in import MembershipIn


def request(
    community: UUID | str,
    body: MembershipIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Membership]:
    return Request(
        "POST",
        at("/api/v1/communities/{community}/memberships", community=community),
        Membership.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
