from uuid import UUID

from alliance_client._request import Request, Tagged, at

from ...models.member import Member


def request(
    member: UUID | str,
    *,
    if_match: Tagged | str | None = None,
) -> Request[Member]:
    return Request(
        "PUT",
        at("/api/v1/members/{member}/deactivation", member=member),
        Member.from_dict,
        if_match=if_match,
    )
