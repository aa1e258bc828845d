from alliance_client._request import Request, as_json, at

from ...models.component import Component
from ...models.component_in import ComponentIn


def request(
    body: ComponentIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Component]:
    return Request(
        "POST",
        at("/api/v1/components"),
        Component.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
