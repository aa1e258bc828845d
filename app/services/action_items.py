"""What is done with action items: made, changed, and left without an owner."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from app.core.statements import prepare
from app.domain.vocabulary import ActionItemState
from app.events.kinds import EventKind
from app.events.record import Inside, record
from app.models import tables
from app.models.action_item import ActionItem
from app.work import Work

A = tables["action_item"]
STILL_TO_DO = (ActionItemState.open, ActionItemState.in_progress)

_TO_DO_OF = prepare(
    select(A.c.id).where(
        A.c.community_id == bindparam("community_id", type_=Uuid()),
        A.c.owner_id == bindparam("owner", type_=Uuid()),
        A.c.state.in_(STILL_TO_DO),
    )
)


async def leave_without_owner(work: Work, inside: Inside, owner_id: UUID, *, cause: str) -> None:
    """What somebody who may no longer read the community has still to do there has nobody now."""
    for row in await work.rows(_TO_DO_OF, community_id=inside.community_id, owner=owner_id):
        work.change(ActionItem, row["id"], owner_id=None)
        record(work, EventKind.action_item_left_without_owner, row["id"], inside, owner_id=owner_id, cause=cause)
