from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.membership_order import MembershipOrder
from ...models.membership_page import MembershipPage
from ...models.membership_state import MembershipState
from ...models.role import Role


def request(
    community: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    role: Sequence[Role] | None = None,
    state: Sequence[MembershipState] | None = None,
    sort: MembershipOrder | None = None,
    if_none_match: MembershipPage | None = None,
) -> Request[MembershipPage]:
    return Request(
        "GET",
        at("/api/v1/communities/{community}/memberships", community=community),
        MembershipPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "role": role,
                "state": state,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
