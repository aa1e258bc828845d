from uuid import UUID

from alliance_client._request import Request, at

from ...models.invitation import Invitation


def request(
    member: UUID | str,
) -> Request[Invitation]:
    return Request(
        "POST",
        at("/api/v1/members/{member}/invitations", member=member),
        Invitation.from_dict,
    )
