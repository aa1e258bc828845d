from alliance_client._request import Request, as_json, at, nothing

from ...models.password_in import PasswordIn


def request(
    body: PasswordIn,
) -> Request[None]:
    return Request(
        "PUT",
        at("/api/v1/me/password"),
        nothing,
        body=as_json(body.to_dict()),
        content_type="application/json",
    )
