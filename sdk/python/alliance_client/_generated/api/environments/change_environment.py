from uuid import UUID

from alliance_client._request import Request, as_json, at

from ...models.environment import Environment
from ...models.environment_patch import EnvironmentPatch


def request(
    environment: UUID | str,
    body: EnvironmentPatch,
    *,
    if_match: Environment | str,
) -> Request[Environment]:
    return Request(
        "PATCH",
        at("/api/v1/environments/{environment}", environment=environment),
        Environment.from_dict,
        body=as_json(body.to_dict()),
        content_type="application/merge-patch+json",
        if_match=if_match,
    )
