from uuid import UUID

from alliance_client._request import Request, Tagged, at, nothing


def request(
    community: UUID | str,
    member: UUID | str,
    *,
    if_match: Tagged | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/communities/{community}/memberships/{member}", community=community, member=member),
        nothing,
        if_match=if_match,
    )
