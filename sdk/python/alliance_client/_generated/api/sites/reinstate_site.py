from uuid import UUID

from alliance_client._request import Request, at

from ...models.site import Site


def request(
    site: UUID | str,
    *,
    if_match: Site | str,
) -> Request[Site]:
    return Request(
        "DELETE",
        at("/api/v1/sites/{site}/retirement", site=site),
        Site.from_dict,
        if_match=if_match,
    )
