from alliance_client._request import Request, as_json, at

from ...models.member_in import MemberIn
from ...models.member_made import MemberMade


def request(
    body: MemberIn,
    *,
    idempotency_key: str | None = None,
) -> Request[MemberMade]:
    return Request(
        "POST",
        at("/api/v1/members"),
        MemberMade.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        keyed=True,
        key=idempotency_key,
    )
