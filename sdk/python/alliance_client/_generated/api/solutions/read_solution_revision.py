from uuid import UUID

from alliance_client._request import Request, at

from ...models.solution_revision import SolutionRevision


def request(
    solution: UUID | str,
    revision: int,
    *,
    if_none_match: SolutionRevision | None = None,
) -> Request[SolutionRevision]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/revisions/{revision}", solution=solution, revision=revision),
        SolutionRevision.from_dict,
        held=if_none_match,
    )
