"""What is done with action items: made, changed, and left without an owner."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import FromClause, Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundActionItem, FoundCommunity
from app.core.statements import Statement, prepare
from app.domain.errors import Invalid, UnknownReference, at
from app.domain.vocabulary import ActionItemState, MemberKind, MembershipState, OriginKind, SubjectKind
from app.events.kinds import EventKind
from app.events.record import Inside, record
from app.models import tables
from app.models.action_item import ActionItem, ActionItemIn, ActionItemPatch
from app.work import Work

T = tables
A, MEMBER, MEMBERSHIP, FLAG, SOLUTION = T["action_item"], T["member"], T["membership"], T["flag"], T["solution"]
STILL_TO_DO = (ActionItemState.open, ActionItemState.in_progress)
COMMUNITY_ID = bindparam("community_id", type_=Uuid())
OWNER_ID = bindparam("owner_id", type_=Uuid())
ORIGIN_ID = bindparam("origin_id", type_=Uuid())

# Whom these find is locked, so that they neither are deactivated nor leave at the same moment.
_ACTIVE_PERSON = (
    select(MEMBER.c.id)
    .where(MEMBER.c.id == OWNER_ID, MEMBER.c.kind == MemberKind.person, MEMBER.c.active)
    .with_for_update(read=True)
)
_PERSON = prepare(_ACTIVE_PERSON)
_PERSON_INSIDE = prepare(
    _ACTIVE_PERSON.join(MEMBERSHIP, MEMBERSHIP.c.member_id == MEMBER.c.id).where(
        MEMBERSHIP.c.community_id == COMMUNITY_ID, MEMBERSHIP.c.state == MembershipState.active
    )
)
_TO_DO_OF = prepare(
    select(A.c.id).where(A.c.community_id == COMMUNITY_ID, A.c.owner_id == OWNER_ID, A.c.state.in_(STILL_TO_DO))
)


def _lying_in(table: FromClause) -> Statement:
    return prepare(select(table.c.id).where(table.c.id == ORIGIN_ID, table.c.community_id == COMMUNITY_ID))


_ORIGINS = {
    OriginKind.problem: _lying_in(T["problem"]),
    OriginKind.framing: _lying_in(T["framing"]),
    OriginKind.solution: _lying_in(SOLUTION),
    OriginKind.validation: _lying_in(T["validation"]),
    OriginKind.comment: _lying_in(T["comment"]),
    OriginKind.flag: prepare(
        select(FLAG.c.id)
        .join(SOLUTION, SOLUTION.c.id == FLAG.c.solution_id)
        .where(FLAG.c.id == ORIGIN_ID, SOLUTION.c.community_id == COMMUNITY_ID)
    ),
}


async def post(work: Work, found: FoundCommunity, given: ActionItemIn) -> ActionItem:
    """A new action item, made by the caller."""
    found.require(Action.make_action_item)
    await _require_owner(work, found, given.owner_id)
    origin = given.origin
    if (
        origin is not None
        and await work.row(_ORIGINS[origin.kind], origin_id=origin.id, community_id=found.community_id) is None
    ):
        raise UnknownReference("There is no such thing in this community.", at("#/origin/id", "Unknown here."))
    return make(
        work,
        found,
        title=given.title,
        owner_id=given.owner_id,
        due_on=given.due_on,
        origin_kind=None if origin is None else origin.kind,
        origin_id=None if origin is None else origin.id,
        maker_id=work.actor.member_id,
    )


def make(
    work: Work,
    inside: Inside,
    *,
    title: str,
    owner_id: UUID | None = None,
    due_on: date | None = None,
    origin_kind: OriginKind | None = None,
    origin_id: UUID | None = None,
    maker_id: UUID | None = None,
) -> ActionItem:
    """An action item that a verb makes; `maker_id` is null where no person made it. The caller has seen to it that the
    owner can own it (`can_own`) and that the origin lies in this community."""
    item = ActionItem(
        created_at=work.now,
        updated_at=work.now,
        community_id=inside.community_id,
        open=inside.open,
        title=title,
        maker_id=maker_id,
        owner_id=owner_id,
        due_on=due_on,
        origin_kind=None if origin_kind is None else SubjectKind(origin_kind),
        origin_id=origin_id,
    )
    work.add(item)
    record(
        work,
        EventKind.action_item_made,
        item.id,
        inside,
        owner_id=owner_id,
        origin_kind=origin_kind,
        origin_id=origin_id,
    )
    return item


async def can_own(work: Work, inside: Inside, member_id: UUID) -> bool:
    """Is this an active person who may read the community? Stays so until the change is done."""
    if inside.open:
        return await work.row(_PERSON, owner_id=member_id) is not None
    return await work.row(_PERSON_INSIDE, owner_id=member_id, community_id=inside.community_id) is not None


async def change(work: Work, found: FoundActionItem, given: ActionItemPatch) -> None:
    """Each field by its right; what is as it was is no change. A dropped item has a reason, and no other has."""
    asked = given.model_dump()
    if asked.keys() & {"title", "owner_id", "due_on"}:
        found.require(Action.change_action_item)
    if asked.keys() & {"state", "dropped_reason"}:
        found.require(Action.change_action_item_state)
        asked["dropped_reason"] = _reason(found, given)
    values: dict[str, Any] = {name: value for name, value in asked.items() if value != getattr(found, name)}
    if "owner_id" in values:
        await _require_owner(work, found, values["owner_id"])
    if not values:
        return
    work.change(ActionItem, found.id, **values)
    if fields := sorted(values.keys() - {"state"} - ({"dropped_reason"} if "state" in values else set())):
        record(
            work,
            EventKind.action_item_changed,
            found.id,
            found,
            version=found.version + 1,
            fields=fields,
            owner_id=values.get("owner_id", found.owner_id),
        )
    if "state" in values:
        record(
            work,
            EventKind.action_item_state_changed,
            found.id,
            found,
            state=values["state"],
            previous=found.state,
        )


async def leave_without_owner(work: Work, inside: Inside, owner_id: UUID, *, cause: str) -> None:
    """What somebody who may no longer read the community has still to do there has nobody now."""
    for row in await work.rows(_TO_DO_OF, community_id=inside.community_id, owner_id=owner_id):
        work.change(ActionItem, row["id"], owner_id=None)
        record(work, EventKind.action_item_left_without_owner, row["id"], inside, owner_id=owner_id, cause=cause)


async def _require_owner(work: Work, inside: Inside, owner_id: UUID | None) -> None:
    if owner_id is not None and not await can_own(work, inside, owner_id):
        raise UnknownReference(
            "An owner is an active person who may read the community.",
            at("#/owner_id", "Name somebody who may read it, or nobody."),
        )


def _reason(found: FoundActionItem, given: ActionItemPatch) -> str | None:
    state = found.state if given.state is MISSING else given.state
    reason = given.dropped_reason
    if state is not ActionItemState.dropped:
        if reason is not MISSING and reason is not None:
            raise Invalid("Only a dropped item has a reason.", at("#/dropped_reason", "Give it with state dropped."))
        return None
    if reason is MISSING:
        reason = found.dropped_reason
    if reason is None:
        raise Invalid("Say why it is dropped.", at("#/dropped_reason", "Give the reason."))
    return reason
