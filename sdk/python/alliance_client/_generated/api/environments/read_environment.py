from uuid import UUID

from alliance_client._request import Request, at

from ...models.environment import Environment


def request(
    environment: UUID | str,
    *,
    if_none_match: Environment | None = None,
) -> Request[Environment]:
    return Request(
        "GET",
        at("/api/v1/environments/{environment}", environment=environment),
        Environment.from_dict,
        held=if_none_match,
    )
