"""Members as they are read: everyone who signs in reads them; the events of an account stand outside the feed."""

from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Uuid,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    null,
    select,
    true,
)

from app.access.actions import Action, Condition, Standing, require
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_organization, is_me
from app.access.visibility import CALLER, ME, beside_caller
from app.core.statements import Statement, prepare
from app.domain.errors import NotFound
from app.domain.vocabulary import MemberKind
from app.models import tables
from app.models.member import (
    AccountEventShown,
    InvitationShown,
    MemberLine,
    MemberMadeShown,
    MemberShown,
)
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within, any_of
from app.queries.view import Seen, shape, view

T = tables
MEMBER, IDENTITY, INVITATION, EVENT = T["member"], T["identity"], T["invitation"], T["event"]
ID = bindparam("id", type_=Uuid())

PEOPLE = (
    select(MEMBER, refs.member_name(IDENTITY).label("name"), IDENTITY.c.email)
    .select_from(MEMBER.outerjoin(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id))
    .subquery("people")
)
"""Members with what identifies them, which may have been erased."""


def member_fields() -> dict[str, ColumnElement[Any]]:
    """The fields of MemberLine that are no column of PEOPLE."""
    return {"site": refs.site(PEOPLE.c.site_id)}


_FLAGS = {
    **in_organization(),
    Standing.oneself: is_me(PEOPLE.c.id),
    Condition.active: PEOPLE.c.active,
    Condition.service_account: PEOPLE.c.kind == MemberKind.service,
}
_ALLOWED = allowed_actions("member", _FLAGS)
_ONE = view(
    "member",
    select(*shape(MemberShown, PEOPLE, **member_fields(), allowed_actions=_ALLOWED)).where(PEOPLE.c.id == ID),
    PEOPLE.c.version,
)
_MADE = view(
    "member",
    select(*shape(MemberMadeShown, PEOPLE, **member_fields(), allowed_actions=_ALLOWED, invitation_token=null())).where(
        PEOPLE.c.id == ID
    ),
    PEOPLE.c.version,
)
_INVITATION = view(
    "invitation",
    select(
        *shape(InvitationShown, INVITATION, member=refs.member(INVITATION.c.member_id), invitation_token=null())
    ).where(INVITATION.c.id == ID),
)


def member(address: str) -> Seen[MemberShown]:
    return Seen(_ONE, {"id": id_of(address, "member")})


def registered(member_id: UUID) -> Seen[MemberShown]:
    """The member as they see themselves, by whom nobody is signed in yet."""
    return Seen(_ONE, {"id": member_id, "me": member_id})


def made(member_id: UUID) -> Seen[MemberMadeShown]:
    """A new member; the token is put in by who knows it."""
    return Seen(_MADE, {"id": member_id})


def invitation(invitation_id: UUID) -> Seen[InvitationShown]:
    return Seen(_INVITATION, {"id": invitation_id})


def _lines(page: FromClause) -> Any:
    return (
        select(*shape(MemberLine, PEOPLE, **member_fields())).select_from(page).join(PEOPLE, PEOPLE.c.id == page.c.id)
    )


_LIST = Listing(
    PEOPLE,
    MemberLine,
    _lines,
    {
        "name": Order((PEOPLE.c.name, PEOPLE.c.id), descending=False),
        "-created_at": Order((PEOPLE.c.created_at, PEOPLE.c.id)),
    },
    {
        "active": lambda: PEOPLE.c.active == bindparam("active", type_=Boolean()),
        "site": any_of(PEOPLE.c.site_id, "site"),
        "organization_role": any_of(PEOPLE.c.organization_role, "organization_role"),
        "kind": any_of(PEOPLE.c.kind, "kind"),
    },
    visible=true(),
)


def everyone() -> Listed:
    return Listed(_LIST)


def _event_lines(page: FromClause) -> Any:
    return (
        select(*shape(AccountEventShown, EVENT, actor=refs.member(EVENT.c.actor_id)))
        .select_from(page)
        .join(EVENT, EVENT.c.id == page.c.id)
    )


_WHO = (Standing.oneself, Standing.administrator)
_ACCOUNT = prepare(
    select(
        CALLER.c.id.is_not(None).label("known"),
        exists(select(1).select_from(MEMBER).where(MEMBER.c.id == ID)).label("found"),
        (ID == ME).label(Standing.oneself),
        func.coalesce(in_organization()[Standing.administrator], false()).label(Standing.administrator),
    ).select_from(beside_caller(select(literal_column("1")).subquery("asked")))
)
_ACCOUNT_EVENTS = Listing(
    EVENT,
    AccountEventShown,
    _event_lines,
    {"-position": Order((EVENT.c.position,))},
    within={
        "member": Within(
            exists(select(1).select_from(MEMBER).where(MEMBER.c.id == ID)),
            (EVENT.c.subject_id == ID) & EVENT.c.personal,
        )
    },
    visible=true(),
)


def account(address: str) -> tuple[Statement, dict[str, Any]]:
    """What `require_account_events` asks of an account."""
    return _ACCOUNT, {"id": id_of(address, "member")}


def require_account_events(record: Record) -> None:
    """Raises NotFound, Forbidden."""
    if not record["found"]:
        raise NotFound("There is no such member, or you may not read it.")
    require([standing for standing in _WHO if record[standing]], Action.list_account_events)


def account_events(address: str) -> Listed:
    """For oneself and administrators: `require_account_events` says so first."""
    return Listed(_ACCOUNT_EVENTS, "member", {"id": id_of(address, "member")}, "member")
