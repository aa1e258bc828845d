from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.member_kind import MemberKind
from ...models.member_order import MemberOrder
from ...models.member_page import MemberPage
from ...models.organization_role import OrganizationRole


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    active: bool | None = None,
    site: Sequence[UUID | str] | None = None,
    organization_role: Sequence[OrganizationRole] | None = None,
    kind: Sequence[MemberKind] | None = None,
    sort: MemberOrder | None = None,
    if_none_match: MemberPage | None = None,
) -> Request[MemberPage]:
    return Request(
        "GET",
        at("/api/v1/members"),
        MemberPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "active": active,
                "site": site,
                "organization_role": organization_role,
                "kind": kind,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
