"""What is to be done beside requests, and how far each consumer has come in the feed of events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlalchemy import BigInteger, Column, Index, text
from sqlmodel import Field, SQLModel

from app.core.columns import DOCUMENT, Row, words
from app.domain.vocabulary import JobState
from app.models.event import TransactionId
from app.models.schema import Shown

_UNFINISHED = text("state IN ('waiting', 'running')")


class Job(Row, table=True):
    """`due_at`: when it may be taken; while it runs, when it is taken to be lost, and may be taken again. Of a lane
    only the first that is unfinished is taken, by `position`, which the database gives. `crowd`: what shares a bound
    on how many run at once. `claims` counts how often it was taken and never goes back: who took it knows by it
    whether it is still theirs. `payload` holds ids, never what a person wrote."""

    __table_args__ = (
        Index("ix_job_due_at", "due_at", postgresql_where=_UNFINISHED),
        Index("ix_job_lane_position", "lane", "position", postgresql_where=_UNFINISHED),
        Index("ix_job_crowd", "crowd", postgresql_where=_UNFINISHED),
        Index("ix_job_done_at", "done_at", postgresql_where=text("done_at IS NOT NULL")),
        Index("ix_job_created_at_id", "created_at", "id"),
        Index("ix_job_state_created_at_id", "state", "created_at", "id"),
    )

    kind: str
    lane: str | None = None
    crowd: UUID | None = None
    payload: dict[str, Any] = Field(sa_type=DOCUMENT)
    state: JobState = Field(default=JobState.waiting, sa_type=words(JobState))
    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, server_default=text("nextval('job_position_seq')"), nullable=False)
    )
    due_at: datetime
    attempts: int = 0
    claims: int = 0
    last_error: str | None = None
    created_at: datetime
    done_at: datetime | None = None


class Consumer(SQLModel, table=True):
    """Who goes through the feed of events, and the last event that they have been told of."""

    name: str = Field(primary_key=True)
    xid: str = Field(sa_type=TransactionId)
    position: int = Field(sa_type=BigInteger)


class JobShown(Shown):
    """Something to be done beside requests. What it is about is not told: that may lie inside a community."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a4cb1-8c9d-7e0f-a1b2-c3d4e5f6a7b8",
                    "kind": "deliver_webhook",
                    "state": "failed",
                    "due_at": "2026-11-02T08:05:00.000000Z",
                    "attempts": 20,
                    "last_error": "TimeoutError",
                    "created_at": "2026-11-02T08:00:00.000000Z",
                    "done_at": "2026-11-02T08:05:00.000000Z",
                }
            ]
        }
    )

    id: UUID
    kind: str = Described(description="What is to be done. Take kinds that you do not know.")
    state: JobState
    due_at: datetime = Described(
        description="When it may be done; while it is being done, when it is taken to be lost and is begun anew."
    )
    attempts: int = Described(description="How often it was begun since it last succeeded or was tried again by hand.")
    last_error: str | None = Described(description="Why the last try failed: a kind of error, never what was sent.")
    created_at: datetime
    done_at: datetime | None = Described(description="When it was done or given up.")


class JobPage(Shown):
    """A page of jobs."""

    items: list[JobShown]
    next_cursor: str | None
