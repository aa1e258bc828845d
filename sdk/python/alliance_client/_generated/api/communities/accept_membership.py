from uuid import UUID

from alliance_client._request import Request, at

from ...models.membership import Membership


def request(
    community: UUID | str,
    member: UUID | str,
    *,
    if_match: Membership | str | None = None,
) -> Request[Membership]:
    return Request(
        "PUT",
        at("/api/v1/communities/{community}/memberships/{member}/acceptance", community=community, member=member),
        Membership.from_dict,
        if_match=if_match,
    )
