from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.release import Release
from ...models.release_patch import ReleasePatch


def request(
    release: UUID | str,
    body: ReleasePatch,
    *,
    if_match: Release | str,
) -> Request[Release]:
    return Request(
        "PATCH",
        at("/api/v1/releases/{release}", release=release),
        Release.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
