from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.assessment_page import AssessmentPage


def request(
    problem: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: AssessmentPage | None = None,
) -> Request[AssessmentPage]:
    return Request(
        "GET",
        at("/api/v1/problems/{problem}/assessments", problem=problem),
        AssessmentPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
