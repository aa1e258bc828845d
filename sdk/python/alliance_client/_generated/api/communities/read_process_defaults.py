from alliance_client._request import Request, at

from ...models.process import Process


def request(
    *,
    if_none_match: Process | None = None,
) -> Request[Process]:
    return Request(
        "GET",
        at("/api/v1/process-defaults"),
        Process.from_dict,
        held=if_none_match,
    )
