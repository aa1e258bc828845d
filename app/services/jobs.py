"""What is to be done beside requests: added by the change that it follows from, tried again by administrators."""

from datetime import datetime
from uuid import UUID

from app.access.actions import Action
from app.access.found import FoundJob
from app.core.statements import Statement
from app.domain.errors import AlreadyDone
from app.domain.vocabulary import JobKind, JobState
from app.events.kinds import EventKind
from app.events.record import record
from app.models.job import Job
from app.work import Work

_LET_GO = Statement(
    "UPDATE job SET due_at = $2::timestamptz WHERE crowd = $1::uuid AND state = 'waiting' AND due_at > $2::timestamptz",
    ("crowd", "now"),
)


def add(
    work: Work,
    kind: JobKind,
    *,
    lane: str | None = None,
    crowd: UUID | None = None,
    due_at: datetime | None = None,
    **ids: UUID | str,
) -> None:
    """To be done once the change is committed, at once or from `due_at` on; of one lane in this order. It may be begun
    more than once, and must not mind."""
    work.add(
        Job(
            kind=kind,
            lane=lane,
            crowd=crowd,
            payload={name: str(identity) for name, identity in ids.items()},
            due_at=due_at or work.now,
            created_at=work.now,
        )
    )


async def let_go(work: Work, crowd: UUID) -> None:
    """Whatever waits for the next try is tried now, since there is a reason to think that it will do."""
    await work.row(_LET_GO, crowd=crowd, now=work.now)


def retry(work: Work, found: FoundJob) -> None:
    """What was given up has all its tries again; what waits is done at once; what is being done goes on,
    and what is due anyway waits for its turn."""
    found.require(Action.retry_job)
    if found.state is JobState.done:
        raise AlreadyDone("The job is done; there is nothing to try again.")
    due = found.state is JobState.waiting and found.attempts == 0 and found.due_at <= work.now
    if found.state is JobState.running or due:
        return
    work.change(Job, found.id, state=JobState.waiting, due_at=work.now, attempts=0, done_at=None)
    record(work, EventKind.job_retried, found.id, kind=found.kind, state=found.state, attempts=found.attempts)
