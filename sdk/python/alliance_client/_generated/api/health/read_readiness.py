from alliance_client._request import Request, at

from ...models.health import Health


def request() -> Request[Health]:
    return Request(
        "GET",
        at("/health/ready"),
        Health.from_dict,
        signed_in=False,
    )
