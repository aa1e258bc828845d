from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.revision_in import RevisionIn
from ...models.solution import Solution


def request(
    solution: UUID | str,
    body: RevisionIn,
    *,
    idempotency_key: str | None = None,
    if_match: Solution | str,
) -> Request[Solution]:
    return Request(
        "POST",
        at("/api/v1/solutions/{solution}/revisions", solution=solution),
        Solution.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
        if_match=if_match,
    )
