from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.list_problems_affected import ListProblemsAffected
from ...models.list_problems_sort import ListProblemsSort
from ...models.problem_page import ProblemPage
from ...models.problem_state import ProblemState
from ...models.severity import Severity


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Sequence[ProblemState] | None = None,
    severity: Sequence[Severity] | None = None,
    component: Sequence[UUID | str] | None = None,
    author: Sequence[UUID | str] | None = None,
    affected: ListProblemsAffected | None = None,
    imported_key: Sequence[str] | None = None,
    sort: ListProblemsSort | None = None,
    community: Sequence[str] | None = None,
    if_none_match: ProblemPage | None = None,
) -> Request[ProblemPage]:
    return Request(
        "GET",
        at("/api/v1/problems"),
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
                "community": community,
            }
        ),
        held=if_none_match,
    )
