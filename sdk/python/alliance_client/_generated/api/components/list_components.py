from collections.abc import Sequence

from alliance_client._request import Request, asked, at

from ...models.component_kind import ComponentKind
from ...models.component_page import ComponentPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    retired: bool | None = None,
    kind: Sequence[ComponentKind] | None = None,
    vendor: Sequence[str] | None = None,
    name: Sequence[str] | None = None,
    if_none_match: ComponentPage | None = None,
) -> Request[ComponentPage]:
    return Request(
        "GET",
        at("/api/v1/components"),
        ComponentPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "retired": retired,
                "kind": kind,
                "vendor": vendor,
                "name": name,
            }
        ),
        held=if_none_match,
    )
