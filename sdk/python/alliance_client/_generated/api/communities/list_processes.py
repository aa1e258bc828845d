from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.process_version_page import ProcessVersionPage


def request(
    community: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: ProcessVersionPage | None = None,
) -> Request[ProcessVersionPage]:
    return Request(
        "GET",
        at("/api/v1/communities/{community}/processes", community=community),
        ProcessVersionPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
