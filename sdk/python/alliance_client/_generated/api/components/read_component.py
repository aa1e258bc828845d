from uuid import UUID

from alliance_client._request import Request, at

from ...models.component import Component


def request(
    component: UUID | str,
    *,
    if_none_match: Component | None = None,
) -> Request[Component]:
    return Request(
        "GET",
        at("/api/v1/components/{component}", component=component),
        Component.from_dict,
        held=if_none_match,
    )
