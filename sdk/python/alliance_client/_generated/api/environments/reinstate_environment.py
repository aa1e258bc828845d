from uuid import UUID

from alliance_client._request import Request, Tagged, at

from ...models.environment import Environment


def request(
    environment: UUID | str,
    *,
    if_match: Tagged | str,
) -> Request[Environment]:
    return Request(
        "DELETE",
        at("/api/v1/environments/{environment}/retirement", environment=environment),
        Environment.from_dict,
        if_match=if_match,
    )
