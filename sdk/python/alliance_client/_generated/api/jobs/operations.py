from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.job import Job
from ...models.job_kind import JobKind
from ...models.job_page import JobPage
from ...models.job_state import JobState
from . import list_jobs, retry_job


class JobsOperations(Asking):
    def list_jobs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[JobState] | None = None,
        kind: Sequence[JobKind] | None = None,
        if_none_match: JobPage | None = None,
    ) -> Listing[Job, JobPage]:
        """List the jobs that are done beside requests

        For administrators: which jobs wait, run, are done (kept for a week) or were given up after many tries
        (`state=failed`), and why, the newest first. What they are about is not told.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_jobs.request(
                limit=limit,
                cursor=cursor,
                state=state,
                kind=kind,
                if_none_match=if_none_match,
            )
        )

    def retry_job(
        self,
        job: UUID | str,
    ) -> Job:
        """Try a job again

        For administrators, once what stood in the way is gone: a job that was given up has all its tries again, one
        that waits is done at once. Takes no If-Match: to ask twice does no harm.

        Args:
            job: The job's id.
        """
        return self._ask(
            retry_job.request(
                job,
            )
        )


class AsyncJobsOperations(AsyncAsking):
    def list_jobs(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[JobState] | None = None,
        kind: Sequence[JobKind] | None = None,
        if_none_match: JobPage | None = None,
    ) -> AsyncListing[Job, JobPage]:
        """List the jobs that are done beside requests

        For administrators: which jobs wait, run, are done (kept for a week) or were given up after many tries
        (`state=failed`), and why, the newest first. What they are about is not told.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            kind: Of one of these kinds.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_jobs.request(
                limit=limit,
                cursor=cursor,
                state=state,
                kind=kind,
                if_none_match=if_none_match,
            )
        )

    async def retry_job(
        self,
        job: UUID | str,
    ) -> Job:
        """Try a job again

        For administrators, once what stood in the way is gone: a job that was given up has all its tries again, one
        that waits is done at once. Takes no If-Match: to ask twice does no harm.

        Args:
            job: The job's id.
        """
        return await self._ask(
            retry_job.request(
                job,
            )
        )
