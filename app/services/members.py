"""What is done with members: made, invited, changed, deactivated and taken back; and the first administrator."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Uuid, bindparam, exists, func, select

from app.access.actions import Action
from app.access.found import FoundLeavingMember, FoundMember, FoundOrganization
from app.access.sought_in_organization import UNDONE
from app.auth.passwords import hash_password
from app.auth.tokens import SecretKind, digest_secret, new_secret
from app.core.clock import instant
from app.core.database import Database
from app.core.ids import new_id
from app.core.statements import Statement, prepare
from app.core.text import Email
from app.domain.errors import LastAdministrator, NotDeactivated, NotInvitable, Unavailable
from app.domain.vocabulary import MemberKind, OrganizationRole, SignInEnd
from app.events.kinds import EventKind
from app.events.record import Lying, record
from app.models import tables
from app.models.action_item import ActionItem
from app.models.member import Credential, Identity, Invitation, Member, MemberIn, MemberPatch
from app.models.sign_in import SignIn
from app.work import Actor, Work, read_row, transaction

INVITATION_LIFETIME: Final = timedelta(days=7)

T = tables
MEMBER, IDENTITY, INVITATION, SIGN_IN, ACTION_ITEM = (
    T["member"],
    T["identity"],
    T["invitation"],
    T["sign_in"],
    T["action_item"],
)
ID = bindparam("id", type_=Uuid())


def _is_administrator() -> ColumnElement[bool]:
    return (
        (MEMBER.c.organization_role == OrganizationRole.administrator)
        & (MEMBER.c.kind == MemberKind.person)
        & MEMBER.c.active
    )


_IDENTITY = prepare(select(IDENTITY.c.name, IDENTITY.c.email).where(IDENTITY.c.member_id == ID))
_OPEN_INVITATIONS = prepare(
    select(INVITATION.c.id).where(
        INVITATION.c.member_id == ID, INVITATION.c.used_at.is_(None), INVITATION.c.ended_at.is_(None)
    )
)
_OPEN_SIGN_INS = prepare(
    select(SIGN_IN.c.id).where(
        SIGN_IN.c.member_id == ID, SIGN_IN.c.ended_at.is_(None), SIGN_IN.c.expires_at > instant()
    )
)
_UNDONE_ITEMS = prepare(
    select(ACTION_ITEM.c.id, ACTION_ITEM.c.community_id, ACTION_ITEM.c.open)
    .where(ACTION_ITEM.c.owner_id == ID, ACTION_ITEM.c.state.in_(UNDONE))
    .order_by(ACTION_ITEM.c.community_id, ACTION_ITEM.c.id)
)
_ONE_AT_A_TIME = Statement("SELECT pg_advisory_xact_lock(hashtext('member.administrator'))", ())
_OTHER_ADMINISTRATOR = prepare(select(exists(select(1).where(_is_administrator(), MEMBER.c.id != ID)).label("left")))
_ANY_ADMINISTRATOR = prepare(select(exists(select(1).where(_is_administrator())).label("there")))
_AS_ADMINISTRATORS_ARE_MADE = prepare(
    select(instant().label("now")).select_from(
        select(func.pg_advisory_xact_lock(func.hashtext("member.administrator")))
        .cte("alone")
        .prefix_with("MATERIALIZED")
    )
)


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation, and the token that is known only now."""

    id: UUID
    token: str


def make(
    work: Work, found: FoundOrganization, given: MemberIn, *, recorded_at: datetime | None = None
) -> tuple[Member, Invited | None]:
    """A new member; a person with an e-mail address is invited. `recorded_at`: when a record of another system first
    names them."""
    found.require(Action.make_member)
    member = add(work, given, recorded_at=recorded_at)
    invited = _invite(work, member.id) if member.kind is MemberKind.person and given.email is not None else None
    return member, invited


def add(work: Work, given: MemberIn, *, member_id: UUID | None = None, recorded_at: datetime | None = None) -> Member:
    """A member who is not invited; the right to make one is the caller's to ask for."""
    at = recorded_at or work.now
    member = Member(
        id=member_id or new_id(),
        created_at=at,
        updated_at=at,
        kind=given.kind,
        organization_role=given.organization_role,
        site_id=given.site_id,
        expertise=given.expertise,
    )
    work.add(member)
    work.add(Identity(member_id=member.id, name=given.name, email=given.email))
    work.refers("#/site_id", given.site_id)
    record(
        work,
        EventKind.member_added,
        member.id,
        kind=given.kind,
        organization_role=given.organization_role,
        recorded_at=recorded_at,
    )
    return member


async def change(work: Work, found: FoundMember, given: MemberPatch) -> None:
    """What is as it was is no change."""
    found.require(Action.change_member)
    asked: dict[str, Any] = given.model_dump()
    person = await work.row(_IDENTITY, id=found.id)
    identified = {name: asked.pop(name) for name in ("name", "email") if name in asked}
    identified = {name: value for name, value in identified.items() if person is None or person[name] != value}
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    if not identified and not values:
        return
    if "organization_role" in values:
        await _require_another_administrator(work, found)
    if person is not None and identified:
        work.change(Identity, found.id, **identified)
    elif identified:
        work.add(Identity(member_id=found.id, **{"name": "", "email": None, **identified}))
    work.refers("#/site_id", values.get("site_id"))
    work.change(Member, found.id, **values)
    role = {"organization_role": values["organization_role"]} if "organization_role" in values else {}
    fields = sorted([*values, *identified])
    record(work, EventKind.member_changed, found.id, version=found.version + 1, fields=fields, **role)


async def invite(work: Work, found: FoundMember) -> Invited:
    """A new way to a password; the one before it ends."""
    found.require(Action.invite_member)
    person = await work.row(_IDENTITY, id=found.id)
    if not found.active:
        raise NotInvitable("The member is deactivated: take that back first.")
    if found.kind is not MemberKind.person or person is None or person["email"] is None:
        raise NotInvitable("Only a person with an e-mail address signs in by a password: give them one first.")
    await end_invitations(work, found.id)
    return _invite(work, found.id)


def is_active(found: FoundMember) -> bool:
    """Is there still somebody to deactivate? Raises Forbidden for who could not."""
    found.require(Action.deactivate_member)
    return found.active


async def deactivate(work: Work, found: FoundLeavingMember) -> None:
    """Refused from the next request on; what they own and is still to be done has no owner any more."""
    found.require(Action.deactivate_member)
    await _require_another_administrator(work, found)
    await end_invitations(work, found.id)
    await end_sign_ins(work, found.id, SignInEnd.deactivated)
    for item in await work.rows(_UNDONE_ITEMS, id=found.id):
        if item["community_id"] not in found.community_ids:
            raise Unavailable("An action item was given to them just now: try again.", retry_after_seconds=1)
        work.change(ActionItem, item["id"], owner_id=None)
        record(
            work,
            EventKind.action_item_left_without_owner,
            item["id"],
            Lying(item["community_id"], item["open"]),
            owner_id=found.id,
            cause=SignInEnd.deactivated,
        )
    work.change(Member, found.id, active=False)
    record(work, EventKind.member_deactivated, found.id)


def reactivate(work: Work, found: FoundMember) -> None:
    found.require(Action.reactivate_member)
    if found.active:
        raise NotDeactivated("The member is active; there is nothing to take back.")
    work.change(Member, found.id, active=True)
    record(work, EventKind.member_reactivated, found.id)


async def end_sign_ins(work: Work, member_id: UUID, cause: SignInEnd, *, but: UUID | None = None) -> None:
    """Ends all that are open, one apart where it is named."""
    for row in await work.rows(_OPEN_SIGN_INS, id=member_id):
        if row["id"] != but:
            end_sign_in(work, member_id, row["id"], cause)


def end_sign_in(work: Work, member_id: UUID, sign_in_id: UUID, cause: SignInEnd) -> None:
    work.change(SignIn, sign_in_id, ended_at=work.now)
    record(work, EventKind.member_sign_in_ended, member_id, sign_in_id=sign_in_id, cause=cause)


async def end_invitations(work: Work, member_id: UUID) -> None:
    for row in await work.rows(_OPEN_INVITATIONS, id=member_id):
        work.change(Invitation, row["id"], ended_at=work.now)


@dataclass(frozen=True, slots=True)
class MadeAdministrator:
    """A new administrator; `password` is null where it was given and so is known."""

    member_id: UUID
    email: str
    password: str | None


async def any_administrator(database: Database) -> bool:
    """Is there an active one?"""
    there = await read_row(database, _ANY_ADMINISTRATOR, {})
    return there is not None and bool(there["there"])


async def create_first_administrator(
    database: Database,
    *,
    email: str = "administrator@example.org",
    password: str | None = None,
    name: str = "Administrator",
    clock_offset: timedelta = timedelta(0),
) -> MadeAdministrator | None:
    """For a first start: None where an active administrator is there already, however many start at once. Without a
    password one is made, and told only here.

    Raises UnsuitablePassword, EmailTaken, and pydantic's ValidationError for what is no e-mail address."""
    if await any_administrator(database):
        return None
    return await _create_administrator(database, email, password, name, clock_offset, only_first=True)


async def create_administrator(
    database: Database,
    *,
    email: str,
    password: str | None = None,
    name: str = "Administrator",
    clock_offset: timedelta = timedelta(0),
) -> MadeAdministrator:
    """One more administrator, by whoever runs the program; raises what `create_first_administrator` does."""
    made = await _create_administrator(database, email, password, name, clock_offset, only_first=False)
    assert made is not None
    return made


async def _create_administrator(
    database: Database, email: str, password: str | None, name: str, clock_offset: timedelta, *, only_first: bool
) -> MadeAdministrator | None:
    address: str = _EMAIL.validate_python(email)
    chosen = password if password is not None else _easy_to_type()
    hashed = await hash_password(chosen)
    async with transaction(database, clock_offset=clock_offset) as work:
        await work.meet(_AS_ADMINISTRATORS_ARE_MADE)
        there = await work.row(_ANY_ADMINISTRATOR)
        if only_first and there is not None and there["there"]:
            return None
        given = MemberIn(name=name, email=address, organization_role=OrganizationRole.administrator)
        identity = new_id()
        work.acting_as(Actor(identity, MemberKind.person, OrganizationRole.administrator))
        member = add(work, given, member_id=identity)
        work.add(Credential(member_id=member.id, password_hash=hashed, changed_at=work.now))
    return MadeAdministrator(member.id, address, chosen if password is None else None)


_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def _easy_to_type() -> str:
    """Five groups of four letters and digits that nobody takes for each other: 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))


def _invite(work: Work, member_id: UUID) -> Invited:
    token, expires_at = new_secret(SecretKind.invitation_token), work.now + INVITATION_LIFETIME
    invitation = Invitation(
        member_id=member_id, digest=digest_secret(token), created_at=work.now, expires_at=expires_at
    )
    work.add(invitation)
    record(work, EventKind.member_invited, member_id, expires_at=expires_at)
    return Invited(invitation.id, token)


async def _require_another_administrator(work: Work, found: FoundMember) -> None:
    """Before an administrator stops being one. Two who lower each other at once are asked one after the other."""
    counted = found.active and found.kind is MemberKind.person
    if found.organization_role is not OrganizationRole.administrator or not counted:
        return
    await work.rows(_ONE_AT_A_TIME)
    another = await work.row(_OTHER_ADMINISTRATOR, id=found.id)
    if another is None or not another["left"]:
        raise LastAdministrator("They are the last active administrator: make another one first.")
