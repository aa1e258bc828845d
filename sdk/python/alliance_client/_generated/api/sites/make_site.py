from alliance_client._request import Request, as_json, at

from ...models.site import Site
from ...models.site_in import SiteIn


def request(
    body: SiteIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Site]:
    return Request(
        "POST",
        at("/api/v1/sites"),
        Site.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
