from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.flag import Flag
from ...models.flag_in import FlagIn


def request(
    solution: UUID | str,
    body: FlagIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Flag]:
    return Request(
        "POST",
        at("/api/v1/solutions/{solution}/flags", solution=solution),
        Flag.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
