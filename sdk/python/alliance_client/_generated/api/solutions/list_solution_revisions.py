from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.solution_revision_page import SolutionRevisionPage


def request(
    solution: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: SolutionRevisionPage | None = None,
) -> Request[SolutionRevisionPage]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/revisions", solution=solution),
        SolutionRevisionPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
