from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.affected_mark_page import AffectedMarkPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: AffectedMarkPage | None = None,
) -> Request[AffectedMarkPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/affected-marks", problem=problem),
        AffectedMarkPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
