from alliance_client._request import Request, as_json, at

from ...models.environment import Environment
from ...models.environment_in import EnvironmentIn


def request(
    body: EnvironmentIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Environment]:
    return Request(
        "POST",
        at("/api/v1/environments"),
        Environment.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
