from uuid import UUID

from alliance_client._request import Request, at

from ...models.process_version import ProcessVersion


def request(
    community: UUID | str,
    process_version: UUID | str,
    *,
    if_none_match: ProcessVersion | None = None,
) -> Request[ProcessVersion]:
    return Request(
        "GET",
        at(
            "/api/v1/communities/{community}/processes/{process_version}",
            community=community,
            process_version=process_version,
        ),
        ProcessVersion.from_dict,
        held=if_none_match,
    )
