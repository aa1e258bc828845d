"""What is done with memberships: asked for, given, accepted, refused, changed and ended.

All of it under the community's lock, so that its coordinators, and its count of members, are what they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action, Standing
from app.access.found import FoundCommunity, FoundMembership
from app.core.statements import prepare
from app.domain.errors import (
    AgainstTheirWill,
    AlreadyMember,
    ByInvitation,
    Forbidden,
    LastCoordinator,
    MemberDeactivated,
    RoleByAppointment,
    StillRequested,
    UnknownReference,
    at,
)
from app.domain.vocabulary import Joining, MembershipState, Role, Visibility
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.community import Community
from app.models.membership import Membership, MembershipIn, MembershipPatch
from app.services import action_items, processes
from app.work import Work

M, MEMBER = tables["membership"], tables["member"]
COMMUNITY_ID, MEMBER_ID = bindparam("community_id", type_=Uuid()), bindparam("member_id", type_=Uuid())
_RANK = {Role.observer: 0, Role.member: 1, Role.core: 2, Role.coordinator: 3}

_HELD = prepare(select(M.c.id, M.c.role, M.c.state).where(M.c.community_id == COMMUNITY_ID, M.c.member_id == MEMBER_ID))
_ACTIVE_MEMBER = prepare(
    select(MEMBER.c.id).where(MEMBER.c.id == MEMBER_ID, MEMBER.c.active).with_for_update(read=True)
)
_OTHER_COORDINATORS = prepare(
    select(M.c.id)
    .select_from(M.join(MEMBER, MEMBER.c.id == M.c.member_id))
    .where(
        M.c.community_id == COMMUNITY_ID,
        M.c.member_id != MEMBER_ID,
        M.c.state == MembershipState.active,
        M.c.role == Role.coordinator,
        MEMBER.c.active,
    )
    .with_for_update(read=True, of=MEMBER)
)


@dataclass(frozen=True, slots=True)
class _Held:
    """The one row for a member and community, as it stands."""

    id: UUID
    role: Role
    state: MembershipState


async def add(work: Work, found: FoundCommunity, given: MembershipIn, *, recorded_at: datetime | None = None) -> None:
    """For oneself: joins, or asks to, as the rules in force say. For another: they are in at once. `recorded_at`: when
    a record of another system first names them."""
    oneself = given.member_id == work.actor.member_id
    if not oneself:
        found.require(Action.add_member)
    held = await _held(work, found.id, given.member_id)
    if held is not None and held.state is MembershipState.active:
        raise AlreadyMember("They are in the community already: change their role instead.")
    if oneself and await _must_ask(work, found, given.role):
        _request(work, found, given, held)
        return
    if not oneself and not await _is_active(work, given.member_id):
        raise UnknownReference(
            "There is no active member with this id.", at("#/member_id", "Name an active member of the organization.")
        )
    _begin(work, found, given, held, recorded_at)


async def accept(work: Work, found: FoundMembership) -> None:
    """Takes in who asked; where they are in already, nothing is done."""
    found.require(Action.accept_membership)
    if found.state is MembershipState.active:
        return
    if not await _is_active(work, found.member_id):
        raise MemberDeactivated("Who asked is deactivated: refuse the request, or wait until that is taken back.")
    work.change(Membership, found.id, state=MembershipState.active, joined_at=work.now)
    work.count(Community, found.community_id, member_count=found.member_count + 1)
    record(work, EventKind.membership_accepted, found.id, found, member_id=found.member_id, role=found.its_role)


async def change(work: Work, found: FoundMembership, given: MembershipPatch) -> None:
    """Another role, by an acting coordinator; a lower one also by oneself."""
    found.require(Action.change_membership)
    if found.state is MembershipState.requested:
        raise StillRequested("It is only asked for: accept it first.")
    if given.role is MISSING or given.role is found.its_role:
        return
    if Standing.oneself not in found.standings:
        _require_below_coordinator(found)
    elif _RANK[given.role] > _RANK[found.its_role]:
        if Standing.acting_coordinator not in found.standings:
            raise Forbidden("One can only lower one's own role: ask a coordinator of the community.")
    else:
        await _require_other_coordinator(work, found)
    work.change(Membership, found.id, role=given.role)
    record(
        work,
        EventKind.membership_changed,
        found.id,
        found,
        member_id=found.member_id,
        role=given.role,
        previous=found.its_role,
    )


async def end(work: Work, found: FoundMembership) -> None:
    """Refuses a request or takes one's own back; removes somebody below coordinator; leaves."""
    oneself = Standing.oneself in found.standings
    match found.state:
        case MembershipState.requested:
            if not oneself:
                found.require(Action.refuse_membership)
                _end(work, found, EventKind.membership_refused)
            else:
                _end(work, found, EventKind.membership_ended, by="oneself")
        case MembershipState.active:
            if oneself:
                await _require_other_coordinator(work, found)
            else:
                found.require(Action.remove_member)
                _require_below_coordinator(found)
            _end(work, found, EventKind.membership_ended, by="oneself" if oneself else "coordinator")
            work.count(Community, found.community_id, member_count=found.member_count - 1)
            if not found.open:
                await action_items.leave_without_owner(work, found, found.member_id, cause="membership_ended")
        case MembershipState.ended:
            raise AssertionError("one that ended is not found")
        case _:
            assert_never(found.state)


async def _held(work: Work, community_id: UUID, member_id: UUID) -> _Held | None:
    row = await work.row(_HELD, community_id=community_id, member_id=member_id)
    return None if row is None else _Held(row["id"], Role(row["role"]), MembershipState(row["state"]))


async def _must_ask(work: Work, found: FoundCommunity, role: Role) -> bool:
    """Whether joining needs to be asked for; raises where asking is of no use."""
    if role not in (Role.member, Role.observer):
        raise RoleByAppointment("Ask for the role member or observer; a coordinator of the community gives the others.")
    joining = (await processes.in_force(work, found.id)).joining
    if found.visibility is Visibility.private:
        joining = Joining.invitation
    match joining:
        case Joining.open:
            return False
        case Joining.request:
            return True
        case Joining.invitation:
            raise ByInvitation("One becomes a member here by invitation: ask a coordinator of the community.")
        case _:
            assert_never(joining)


def _request(work: Work, found: FoundCommunity, given: MembershipIn, held: _Held | None) -> None:
    """The same request again is no change."""
    if held is not None and (held.role, held.state) == (given.role, MembershipState.requested):
        return
    values: dict[str, Any] = {"role": given.role, "state": MembershipState.requested, "joined_at": None}
    identity = _keep(work, found, given.member_id, held, values)
    record(work, EventKind.membership_requested, identity, found, member_id=given.member_id, role=given.role)


async def _is_active(work: Work, member_id: UUID) -> bool:
    """Locks their row, so that who is taken in is not deactivated at the same moment."""
    return await work.row(_ACTIVE_MEMBER, member_id=member_id) is not None


def _begin(
    work: Work, found: FoundCommunity, given: MembershipIn, held: _Held | None, recorded_at: datetime | None
) -> None:
    joined_at = recorded_at or work.now
    values: dict[str, Any] = {"role": given.role, "state": MembershipState.active, "joined_at": joined_at}
    identity = _keep(work, found, given.member_id, held, values)
    work.count(Community, found.id, member_count=found.member_count + 1)
    record(
        work,
        EventKind.membership_begun,
        identity,
        found,
        member_id=given.member_id,
        role=given.role,
        recorded_at=recorded_at,
    )


def _keep(work: Work, found: FoundCommunity, member_id: UUID, held: _Held | None, values: dict[str, Any]) -> UUID:
    """A row that ended, or was only asked for, is used again."""
    if held is not None:
        work.change(Membership, held.id, **values)
        return held.id
    membership = Membership(
        created_at=work.now, updated_at=work.now, community_id=found.id, member_id=member_id, **values
    )
    work.add(membership)
    return membership.id


def _require_below_coordinator(found: FoundMembership) -> None:
    if found.its_role is Role.coordinator:
        raise AgainstTheirWill("A coordinator leaves or steps down themselves; nobody else does it for them.")


async def _require_other_coordinator(work: Work, found: FoundMembership) -> None:
    """Locks the members' rows, so that none of them is deactivated at the same moment."""
    if found.its_role is not Role.coordinator:
        return
    if not await work.rows(_OTHER_COORDINATORS, community_id=found.community_id, member_id=found.member_id):
        raise LastCoordinator("You are its last active coordinator: make somebody else a coordinator first.")


def _end(work: Work, found: FoundMembership, kind: EventKind, **told: Any) -> None:
    work.change(Membership, found.id, state=MembershipState.ended)
    record(work, kind, found.id, found, member_id=found.member_id, **told)
