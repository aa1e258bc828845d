from uuid import UUID

from alliance_client._request import Request, at

from ...models.job import Job


def request(
    job: UUID | str,
) -> Request[Job]:
    return Request(
        "PUT",
        at("/api/v1/jobs/{job}/retry", job=job),
        Job.from_dict,
    )
