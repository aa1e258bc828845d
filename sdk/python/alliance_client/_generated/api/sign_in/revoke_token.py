from alliance_client._request import Request, as_form, at, nothing

from ...models.revocation_in import RevocationIn


def request(
    body: RevocationIn,
) -> Request[None]:
    return Request(
        "POST",
        at("/api/v1/auth/revocation"),
        nothing,
        body=as_form(body.to_dict()),
        content_type="application/x-www-form-urlencoded",
        signed_in=False,
    )
