from alliance_client._request import Request, as_form, at

from ...models.token import Token
from ...models.token_in import TokenIn


def request(
    body: TokenIn,
) -> Request[Token]:
    return Request(
        "POST",
        at("/api/v1/auth/token"),
        Token.from_dict,
        body=as_form(body.to_dict()),
        content_type="application/x-www-form-urlencoded",
        signed_in=False,
    )
