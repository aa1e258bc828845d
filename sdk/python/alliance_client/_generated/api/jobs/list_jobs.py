from collections.abc import Sequence

from alliance_client._request import Request, asked, at

from ...models.job_kind import JobKind
from ...models.job_page import JobPage
from ...models.job_state import JobState


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    state: Sequence[JobState] | None = None,
    kind: Sequence[JobKind] | None = None,
    if_none_match: JobPage | None = None,
) -> Request[JobPage]:
    return Request(
        "GET",
        at("/api/v1/jobs"),
        JobPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "state": state,
                "kind": kind,
            }
        ),
        held=if_none_match,
    )
