"""Jobs as administrators read them: how they go, not what they are about."""

from typing import Any

from asyncpg import Record
from sqlalchemy import FromClause, Uuid, bindparam, select, true

from app.access.actions import Action, Standing, require
from app.access.addresses import id_of
from app.models import tables
from app.models.job import JobShown
from app.queries.listing import Listed, Listing, Order, Path, any_of
from app.queries.view import Seen, shape, view

JOB = tables["job"]

_JOB = view("job", select(*shape(JobShown, JOB)).where(JOB.c.id == bindparam("id", type_=Uuid())))


def job(address: str) -> Seen[JobShown]:
    """For administrators: who asks has been found to be one."""
    return Seen(_JOB, {"id": id_of(address, "job")})


def _lines(page: FromClause) -> Any:
    return select(*shape(JobShown, JOB)).select_from(page).join(JOB, JOB.c.id == page.c.id)


_LIST = Listing(
    JOB,
    JobShown,
    _lines,
    {"-created_at": Order((JOB.c.created_at, JOB.c.id))},
    {"state": any_of(JOB.c.state, "state"), "kind": any_of(JOB.c.kind, "kind")},
    visible=true(),
    paths={("state", "-created_at"): Path(JOB, "state", JOB.c.state, JOB.c.id, (JOB.c.created_at, JOB.c.id))},
)


def require_jobs(record: Record) -> None:
    """Raises Forbidden."""
    require([Standing.administrator] if record[Standing.administrator] else [], Action.list_jobs)


def jobs() -> Listed:
    """For administrators: `require_jobs` says so first, of `audit.WHO_ASKS`."""
    return Listed(_LIST)
