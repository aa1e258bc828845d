from uuid import UUID

from alliance_client._request import Request, at

from ...models.release import Release


def request(
    release: UUID | str,
    *,
    if_none_match: Release | None = None,
) -> Request[Release]:
    return Request(
        "GET",
        at("/api/v1/releases/{release}", release=release),
        Release.from_dict,
        held=if_none_match,
    )
