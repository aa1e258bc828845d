from uuid import UUID

from alliance_client._request import Request, at

from ...models.site import Site


def request(
    site: UUID | str,
    *,
    if_none_match: Site | None = None,
) -> Request[Site]:
    return Request(
        "GET",
        at("/api/v1/sites/{site}", site=site),
        Site.from_dict,
        held=if_none_match,
    )
