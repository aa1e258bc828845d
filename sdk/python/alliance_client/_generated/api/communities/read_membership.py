from uuid import UUID

from alliance_client._request import Request, at

from ...models.membership import Membership


def request(
    community: UUID | str,
    member: UUID | str,
    *,
    if_none_match: Membership | None = None,
) -> Request[Membership]:
    return Request(
        "GET",
        at("/api/v1/communities/{community}/memberships/{member}", community=community, member=member),
        Membership.from_dict,
        held=if_none_match,
    )
