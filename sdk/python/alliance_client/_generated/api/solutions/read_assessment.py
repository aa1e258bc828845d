from uuid import UUID

from alliance_client._request import Request, at

from ...models.solution_assessment import SolutionAssessment


def request(
    solution: UUID | str,
    *,
    if_none_match: SolutionAssessment | None = None,
) -> Request[SolutionAssessment]:
    return Request(
        "GET",
        at("/api/v1/solutions/{solution}/assessment", solution=solution),
        SolutionAssessment.from_dict,
        held=if_none_match,
    )
