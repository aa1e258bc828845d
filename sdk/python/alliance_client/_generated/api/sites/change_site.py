from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.site import Site
from ...models.site_patch import SitePatch


def request(
    site: UUID | str,
    body: SitePatch,
    *,
    if_match: Site | str,
) -> Request[Site]:
    return Request(
        "PATCH",
        at("/api/v1/sites/{site}", site=site),
        Site.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
