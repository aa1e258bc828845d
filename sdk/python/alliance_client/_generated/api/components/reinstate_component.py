from uuid import UUID

from alliance_client._request import Request, at

from ...models.component import Component


def request(
    component: UUID | str,
    *,
    if_match: Component | str,
) -> Request[Component]:
    return Request(
        "DELETE",
        at("/api/v1/components/{component}/retirement", component=component),
        Component.from_dict,
        if_match=if_match,
    )
