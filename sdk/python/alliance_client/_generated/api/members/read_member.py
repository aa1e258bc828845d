from uuid import UUID

from alliance_client._request import Request, at

from ...models.member import Member


def request(
    member: UUID | str,
    *,
    if_none_match: Member | None = None,
) -> Request[Member]:
    return Request(
        "GET",
        at("/api/v1/members/{member}", member=member),
        Member.from_dict,
        held=if_none_match,
    )
