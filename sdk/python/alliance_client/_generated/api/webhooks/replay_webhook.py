from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.replay_in import ReplayIn
from ...models.webhook import Webhook


def request(
    webhook: UUID | str,
    body: ReplayIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Webhook]:
    return Request(
        "POST",
        at("/api/v1/webhooks/{webhook}/replays", webhook=webhook),
        Webhook.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
