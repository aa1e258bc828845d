"""The audit trail: what administrators did, from the events that tell of it; read by administrators."""

from typing import Any, Final

from asyncpg import Record
from sqlalchemy import FromClause, false, func, literal_column, select

from app.access.actions import Action, Standing, require
from app.access.standing import in_organization
from app.access.visibility import CALLER, beside_caller
from app.core.statements import prepare
from app.models import tables
from app.models.event import AUDITED, AuditEventShown, Subject
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, any_of
from app.queries.view import embed, shape

EVENT = tables["event"]

WHO_ASKS: Final = prepare(
    select(
        CALLER.c.id.is_not(None).label("known"),
        func.coalesce(in_organization()[Standing.administrator], false()).label(Standing.administrator),
    ).select_from(beside_caller(select(literal_column("1")).subquery("asked")))
)
"""What `require_audit_events` asks of who asks."""


def _lines(page: FromClause) -> Any:
    return (
        select(
            *shape(
                AuditEventShown,
                EVENT,
                subject=embed(Subject, EVENT, kind=EVENT.c.subject_kind, id=EVENT.c.subject_id),
                actor=refs.member(EVENT.c.actor_id),
            )
        )
        .select_from(page)
        .join(EVENT, EVENT.c.id == page.c.id)
    )


_TRAIL = Listing(
    EVENT,
    AuditEventShown,
    _lines,
    {"-position": Order((EVENT.c.position,))},
    {
        "actor": any_of(EVENT.c.actor_id, "actor"),
        "subject": any_of(EVENT.c.subject_id, "subject"),
        "kind": any_of(EVENT.c.kind, "kind"),
    },
    visible=literal_column(AUDITED),
)


def require_audit_events(record: Record) -> None:
    """Raises Forbidden."""
    require([Standing.administrator] if record[Standing.administrator] else [], Action.list_audit_events)


def trail() -> Listed:
    """For administrators: `require_audit_events` says so first."""
    return Listed(_TRAIL)
