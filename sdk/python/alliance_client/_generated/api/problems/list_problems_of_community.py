from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.list_problems_of_community_affected import (
    ListProblemsOfCommunityAffected,
)
from ...models.list_problems_of_community_sort import ListProblemsOfCommunitySort
from ...models.problem_page import ProblemPage
from ...models.problem_state import ProblemState
from ...models.severity import Severity


def request(
    community: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Sequence[ProblemState] | None = None,
    severity: Sequence[Severity] | None = None,
    component: Sequence[UUID | str] | None = None,
    author: Sequence[UUID | str] | None = None,
    affected: ListProblemsOfCommunityAffected | None = None,
    imported_key: Sequence[str] | None = None,
    sort: ListProblemsOfCommunitySort | None = None,
    if_none_match: ProblemPage | None = None,
) -> Request[ProblemPage]:
    return Request(
        "GET",
        at("/api/v1/communities/{community}/problems", community=community),
        ProblemPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "state": state,
                "severity": severity,
                "component": component,
                "author": author,
                "affected": affected,
                "imported_key": imported_key,
                "sort": sort,
            }
        ),
        held=if_none_match,
    )
