from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.problem_revision_page import ProblemRevisionPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: ProblemRevisionPage | None = None,
) -> Request[ProblemRevisionPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/revisions", problem=problem),
        ProblemRevisionPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
