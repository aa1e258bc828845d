from uuid import UUID

from alliance_client._request import Request, at, nothing


def request(
    member: UUID | str,
    token: UUID | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/members/{member}/tokens/{token}", member=member, token=token),
        nothing,
    )
