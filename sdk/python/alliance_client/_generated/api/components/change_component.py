from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.component import Component
from ...models.component_patch import ComponentPatch


def request(
    component: UUID | str,
    body: ComponentPatch,
    *,
    if_match: Component | str,
) -> Request[Component]:
    return Request(
        "PATCH",
        at("/api/v1/components/{component}", component=component),
        Component.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
