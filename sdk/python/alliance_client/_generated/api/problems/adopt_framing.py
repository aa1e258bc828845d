from uuid import UUID

from alliance_client._request import Request, at

from ...models.problem import Problem


def request(
    problem: UUID | str,
    framing: UUID | str,
    *,
    if_match: Problem | str | None = None,
) -> Request[Problem]:
    return Request(
        "PUT",
        at("/api/v1/problems/{problem}/framings/{framing}/adoption", problem=problem, framing=framing),
        Problem.from_dict,
        if_match=if_match,
    )
