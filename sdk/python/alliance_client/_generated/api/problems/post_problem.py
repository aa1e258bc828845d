from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.problem import Problem
from ...models.problem_in import ProblemIn


def request(
    community: UUID | str,
    body: ProblemIn,
    *,
    idempotency_key: str | None = None,
    on_behalf_of: UUID | str | None = None,
) -> Request[Problem]:
    return Request(
        "POST",
        at("/api/v1/communities/{community}/problems", community=community),
        Problem.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
        on_behalf_of=on_behalf_of,
    )
