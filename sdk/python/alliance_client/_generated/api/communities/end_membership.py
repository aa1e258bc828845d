from uuid import UUID

from alliance_client._request import Request, at, nothing

from ...models.membership import Membership


def request(
    community: UUID | str,
    member: UUID | str,
    *,
    if_match: Membership | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/communities/{community}/memberships/{member}", community=community, member=member),
        nothing,
        if_match=if_match,
    )
