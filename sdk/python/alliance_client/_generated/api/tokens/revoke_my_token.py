from uuid import UUID

from alliance_client._request import Request, at, nothing


def request(
    token: UUID | str,
) -> Request[None]:
    return Request(
        "DELETE",
        at("/api/v1/me/tokens/{token}", token=token),
        nothing,
    )
