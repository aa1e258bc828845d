"""Warnings of readers: each makes one action item, and none ever changes a status."""

from app.access.actions import Action
from app.access.found import FoundSolution
from app.core.ids import new_id
from app.core.statements import written
from app.domain.vocabulary import OriginKind
from app.events.kinds import EventKind
from app.events.record import record
from app.models.flag import Flag, FlagIn
from app.services import action_items
from app.work import Work

_BEFORE = written(
    """
    SELECT revision.author_id,
           (SELECT item.id FROM flag JOIN action_item item ON item.id = flag.action_item_id
             WHERE flag.solution_id = :id::uuid AND flag.kind = :kind::text
               AND item.state IN ('open', 'in_progress') LIMIT 1) AS open_item_id
      FROM solution_revision revision
     WHERE revision.solution_id = :id::uuid AND revision.revision = :revision::integer
    """
)


async def raise_flag(work: Work, found: FoundSolution, given: FlagIn) -> Flag:
    """The action item is owned by the author of the current revision, if they can own it; a second flag of the same
    kind while that item is open adds to it."""
    found.require(Action.flag_solution)
    row = await work.row(_BEFORE, id=found.id, kind=given.kind, revision=found.revision)
    assert row is not None
    identity, item_id = new_id(), row["open_item_id"]
    if item_id is None:
        owner_id = row["author_id"] if await action_items.can_own(work, found, row["author_id"]) else None
        item_id = action_items.make(
            work,
            found,
            title=f"Look at what was flagged as {given.kind}: {found.title}"[:200],
            owner_id=owner_id,
            origin_kind=OriginKind.flag,
            origin_id=identity,
        ).id
    flag = Flag(
        id=identity,
        solution_id=found.id,
        member_id=work.actor.member_id,
        kind=given.kind,
        reason=given.reason,
        action_item_id=item_id,
        created_at=work.now,
    )
    work.add(flag)
    record(
        work,
        EventKind.flag_raised,
        flag.id,
        found,
        solution_id=found.id,
        kind=given.kind,
        action_item_id=item_id,
    )
    return flag
