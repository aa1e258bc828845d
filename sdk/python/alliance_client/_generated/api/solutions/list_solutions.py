from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.list_solutions_sort import ListSolutionsSort
from ...models.solution_kind import SolutionKind
from ...models.solution_page import SolutionPage
from ...models.solution_status import SolutionStatus


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    status: list[SolutionStatus] | None = None,
    kind: list[SolutionKind] | None = None,
    component: list[UUID] | None = None,
    author: list[UUID] | None = None,
    sort: ListSolutionsSort | None = None,
    community: list[str] | None = None,
    if_none_match: SolutionPage | None = None,
) -> Request[SolutionPage]:
    return Request(
        "GET",
        at("/api/v1/solutions"),
        SolutionPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "status": status,
                "kind": kind,
                "component": component,
                "author": author,
                "sort": sort,
                "community": community,
            }
        ),
        held=if_none_match,
    )
