from alliance_client._request import Request, as_json, at

from ...models.member import Member
from ...models.registration_in import RegistrationIn


def request(
    body: RegistrationIn,
) -> Request[Member]:
    return Request(
        "POST",
        at("/api/v1/auth/registrations"),
        Member.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/json",
        signed_in=False,
    )
