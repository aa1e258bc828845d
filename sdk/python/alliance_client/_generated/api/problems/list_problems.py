from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.problem_order import ProblemOrder
from ...models.problem_page import ProblemPage
from ...models.problem_state import ProblemState
from ...models.severity import Severity
from ...models.whose import Whose


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Sequence[ProblemState] | None = None,
    severity: Sequence[Severity] | None = None,
    component: Sequence[UUID | str] | None = None,
    author: Sequence[UUID | str] | None = None,
    affected: Whose | None = None,
    imported_key: Sequence[str] | None = None,
    ticket: Sequence[str] | None = None,
    sort: ProblemOrder | None = None,
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
                "ticket": ticket,
                "sort": sort,
                "community": community,
            }
        ),
        held=if_none_match,
    )
