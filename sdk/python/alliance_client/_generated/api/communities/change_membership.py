from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.membership import Membership
from ...models.membership_patch import MembershipPatch


def request(
    community: UUID | str,
    member: UUID | str,
    body: MembershipPatch,
    *,
    if_match: Membership | str,
) -> Request[Membership]:
    return Request(
        "PATCH",
        at("/api/v1/communities/{community}/memberships/{member}", community=community, member=member),
        Membership.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
