from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.community import Community
from ...models.community_patch import CommunityPatch


def request(
    community: UUID | str,
    body: CommunityPatch,
    *,
    if_match: Community | str,
) -> Request[Community]:
    return Request(
        "PATCH",
        at("/api/v1/communities/{community}", community=community),
        Community.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
