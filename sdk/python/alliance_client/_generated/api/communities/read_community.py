from uuid import UUID

from alliance_client._request import Request, at

from ...models.community import Community


def request(
    community: UUID | str,
    *,
    if_none_match: Community | None = None,
) -> Request[Community]:
    return Request(
        "GET",
        at("/api/v1/communities/{community}", community=community),
        Community.from_dict,
        held=if_none_match,
    )
