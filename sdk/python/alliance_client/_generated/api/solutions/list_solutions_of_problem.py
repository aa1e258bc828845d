from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.solution_kind import SolutionKind
from ...models.solution_order import SolutionOrder
from ...models.solution_page import SolutionPage
from ...models.solution_status import SolutionStatus


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    status: Sequence[SolutionStatus] | None = None,
    kind: Sequence[SolutionKind] | None = None,
    component: Sequence[UUID | str] | None = None,
    author: Sequence[UUID | str] | None = None,
    sort: SolutionOrder | None = None,
    if_none_match: SolutionPage | None = None,
) -> Request[SolutionPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/solutions", problem=problem),
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
            }
        ),
        held=if_none_match,
    )
