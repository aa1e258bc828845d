"""Jobs: what is to be done beside requests, for administrators."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought_in_organization import job_at
from app.auth.scopes import Scope
from app.domain.errors import AlreadyDone, Forbidden
from app.domain.vocabulary import JobKind, JobState
from app.http.door import Door
from app.http.paths import JobAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, reading
from app.models.job import JobPage, JobShown
from app.queries import audit
from app.queries import jobs as views
from app.services import jobs

router = Door("jobs")


class JobsQuery(Query):
    state: list[JobState] | None = Field(None, description="In one of these states.", max_length=10)
    kind: list[JobKind] | None = Field(None, description="Of one of these kinds.", max_length=50)


@router.read("/jobs", JobPage, Forbidden)
async def list_jobs(
    query: Annotated[JobsQuery, InQuery()], reads: Annotated[Reads, reading(Scope.jobs_read)]
) -> Response:
    """List the jobs that are done beside requests.

    For administrators: which jobs wait, run, are done (kept for a week) or were given up after many tries
    (`state=failed`), and why, the newest first. What they are about is not told."""
    views.require_jobs(await reads.row(audit.WHO_ASKS))
    return await reads.page(views.jobs(), query)


@router.state("PUT", "/jobs/{job}/retry", JobShown, AlreadyDone, conditional=False)
async def retry_job(job: JobAddress, change: Annotated[Change, changing(Scope.jobs_write)]) -> Response:
    """Try a job again.

    For administrators, once what stood in the way is gone: a job that was given up has all its tries again, one that
    waits is done at once. Takes no If-Match: to ask twice does no harm."""
    jobs.retry(change.work, await change.find(job_at(job)))
    return await change.answer(views.job(job))
