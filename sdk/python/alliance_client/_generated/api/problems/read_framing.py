from uuid import UUID

from alliance_client._request import Request, at

from ...models.framing import Framing


def request(
    problem: UUID | str,
    framing: UUID | str,
    *,
    if_none_match: Framing | None = None,
) -> Request[Framing]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/framings/{framing}", problem=problem, framing=framing),
        Framing.from_dict,
        held=if_none_match,
    )
