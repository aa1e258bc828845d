from uuid import UUID

from alliance_client._request import Request, at

from ...models.member import Member
from ...models.member_made import MemberMade


def request(
    member: UUID | str,
    *,
    if_match: Member | MemberMade | str | None = None,
) -> Request[Member]:
    return Request(
        "PUT",
        at("/api/v1/members/{member}/deactivation", member=member),
        Member.from_dict,
        if_match=if_match,
    )
