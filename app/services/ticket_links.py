"""What is done with links to tickets of other systems: made, changed, removed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Text, Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundProblem, FoundSolution, FoundTicketLink, FoundValidation
from app.core.ids import new_id
from app.core.statements import prepare
from app.domain.vocabulary import LinkedKind
from app.events.kinds import EventKind
from app.events.record import Lying, record
from app.models import tables
from app.models.ticket_link import TicketLink, TicketLinkIn, TicketLinkPatch
from app.work import Work

LINK = tables["ticket_link"]
_HELD = prepare(
    select(LINK.c.id).where(
        LINK.c.subject_id == bindparam("subject", type_=Uuid()),
        LINK.c.system == bindparam("system", type_=Text()),
        LINK.c.key == bindparam("key", type_=Text()),
    )
)
_OF_TICKET = prepare(
    select(*(LINK.c[name] for name in ("id", "version", "community_id", "open", "problem_id", "title", "state")))
    .where(
        LINK.c.community_id == bindparam("community", type_=Uuid()),
        LINK.c.system == bindparam("system", type_=Text()),
        LINK.c.key == bindparam("key", type_=Text()),
    )
    .order_by(LINK.c.created_at, LINK.c.id)
)
_TO = {
    LinkedKind.problem: Action.link_ticket_to_problem,
    LinkedKind.solution: Action.link_ticket_to_solution,
    LinkedKind.validation: Action.link_ticket_to_validation,
}


async def linked(
    work: Work, kind: LinkedKind, found: FoundProblem | FoundSolution | FoundValidation, given: TicketLinkIn
) -> UUID | None:
    """The link of this thing to the same ticket, where there is one. Raises Forbidden for who could not make it."""
    found.require(_TO[kind])
    row = await work.row(_HELD, subject=found.id, system=given.system, key=given.key)
    return None if row is None else row["id"]


def link(
    work: Work,
    kind: LinkedKind,
    found: FoundProblem | FoundSolution | FoundValidation,
    given: TicketLinkIn,
    *,
    seen_at: datetime | None = None,
) -> TicketLink:
    """A link to a ticket that is not linked yet. `seen_at`: when the system said the state that is given, where it is
    heard late."""
    found.require(_TO[kind])
    problem_id = found.id if isinstance(found, FoundProblem) else found.problem_id
    made = TicketLink(
        id=new_id(),
        created_at=work.now,
        updated_at=work.now,
        community_id=found.community_id,
        open=found.open,
        problem_id=problem_id,
        subject_kind=kind,
        subject_id=found.id,
        system=given.system,
        key=given.key,
        url=given.url,
        title=given.title,
        state=given.state,
        state_seen_at=None if given.state is None else seen_at or work.now,
        made_by_id=work.actor.member_id,
        through_id=work.through_id,
    )
    work.add(made)
    record(
        work,
        EventKind.ticket_link_made,
        made.id,
        found,
        subject_kind=kind,
        subject_id=found.id,
        problem_id=problem_id,
    )
    return made


def change(work: Work, found: FoundTicketLink, given: TicketLinkPatch, *, seen_at: datetime | None = None) -> None:
    """What is as it was is no change; that a state was seen again is none of the link's own. `seen_at` as above: a
    state from before the one that is known is left out."""
    found.require(Action.change_ticket_link)
    seen = seen_at or work.now
    asked: dict[str, Any] = given.model_dump()
    if found.state_seen_at is not None and seen < found.state_seen_at:
        asked.pop("state", None)
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    if "state" in asked and (asked["state"], found.state) != (None, None):
        work.derive(TicketLink, found.id, state_seen_at=None if asked["state"] is None else seen)
    if values:
        work.change(TicketLink, found.id, **values)
        record(work, EventKind.ticket_link_changed, found.id, found, version=found.version + 1, fields=sorted(values))


async def of_ticket(work: Work, community_id: UUID, *, system: str, key: str) -> list[Record]:
    """All links to a ticket in the community, the first made first."""
    return await work.rows(_OF_TICKET, community=community_id, system=system, key=key)


async def seen(work: Work, community_id: UUID, *, system: str, key: str, title: str, state: str) -> None:
    """What the system itself says of a ticket, by its connector: all links to it in the community know it from now on,
    whoever made them."""
    for row in await of_ticket(work, community_id, system=system, key=key):
        work.derive(TicketLink, row["id"], state=state or None, state_seen_at=work.now if state else None)
        fields = [name for name, value in (("state", state or None), ("title", title)) if row[name] != value]
        if fields:
            work.change(TicketLink, row["id"], title=title)
            lying = Lying(row["community_id"], row["open"])
            record(work, EventKind.ticket_link_changed, row["id"], lying, version=row["version"] + 1, fields=fields)


def remove(work: Work, found: FoundTicketLink) -> None:
    """The ticket has nothing to do with it any more, or never had."""
    found.require(Action.remove_ticket_link)
    work.remove(TicketLink, found.id)
    record(
        work,
        EventKind.ticket_link_removed,
        found.id,
        found,
        subject_kind=found.subject_kind,
        subject_id=found.subject_id,
        problem_id=found.problem_id,
    )
