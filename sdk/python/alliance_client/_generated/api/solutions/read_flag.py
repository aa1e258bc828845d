from uuid import UUID

from alliance_client._request import Request, at

from ...models.flag import Flag


def request(
    solution: UUID | str,
    flag: UUID | str,
    *,
    if_none_match: Flag | None = None,
) -> Request[Flag]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/flags/{flag}", solution=solution, flag=flag),
        Flag.from_dict,
        held=if_none_match,
    )
