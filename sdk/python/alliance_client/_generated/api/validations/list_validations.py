from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.outcome import Outcome
from ...models.validation_order import ValidationOrder
from ...models.validation_page import ValidationPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    environment: Sequence[UUID | str] | None = None,
    author: Sequence[UUID | str] | None = None,
    outcome: Sequence[Outcome] | None = None,
    carry_over: bool | None = None,
    sort: ValidationOrder | None = None,
    community: Sequence[str] | None = None,
    if_none_match: ValidationPage | None = None,
) -> Request[ValidationPage]:
    return Request(
        "GET",
        at("/api/v1/validations"),
        ValidationPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "environment": environment,
                "author": author,
                "outcome": outcome,
                "carry_over": carry_over,
                "sort": sort,
                "community": community,
            }
        ),
        held=if_none_match,
    )
