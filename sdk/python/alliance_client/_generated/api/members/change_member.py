from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.member import Member
from ...models.member_made import MemberMade
from ...models.member_patch import MemberPatch


def request(
    member: UUID | str,
    body: MemberPatch,
    *,
    if_match: Member | MemberMade | str,
) -> Request[Member]:
    return Request(
        "PATCH",
        at("/api/v1/members/{member}", member=member),
        Member.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
