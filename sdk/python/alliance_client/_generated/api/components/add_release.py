from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.release import Release
from ...models.release_in import ReleaseIn


def request(
    component: UUID | str,
    body: ReleaseIn,
    *,
    idempotency_key: str | None = None,
) -> Request[Release]:
    return Request(
        "POST",
        at("/api/v1/components/{component}/releases", component=component),
        Release.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
