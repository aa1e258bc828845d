from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.framing import Framing
from ...models.framing_in import FramingIn


def request(
    problem: UUID | str,
    body: FramingIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Framing]:
    return Request(
        "POST",
        at("/api/v1/problems/{problem}/framings", problem=problem),
        Framing.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
