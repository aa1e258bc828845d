from uuid import UUID

from alliance_client._request import Request, at

from ...models.environment import Environment


def request(
    environment: UUID | str,
    *,
    if_match: Environment | str,
) -> Request[Environment]:
    return Request(
        "DELETE",
        at("/api/v1/environments/{environment}/retirement", environment=environment),
        Environment.from_dict,
        if_match=if_match,
    )
