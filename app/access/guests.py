"""How a change finds who acts where nobody is signed in: by a password just proven, by a refresh, invitation or API
token, by the sign-in of an access token. The member's row is the first lock; what hangs on it is read in a later
statement."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Uuid, bindparam, literal_column, select, true

from app.access.visibility import MEMBER, SIGN_IN
from app.core.clock import instant
from app.core.statements import Statement, prepare
from app.domain.vocabulary import MemberKind, OrganizationRole
from app.models import tables
from app.work import Actor, Work

REFRESH_TOKEN, INVITATION, API_TOKEN = tables["refresh_token"], tables["invitation"], tables["api_token"]
DIGEST = bindparam("digest", type_=LargeBinary())


@dataclass(frozen=True, slots=True)
class Guest:
    """A member who is not signed in by this request, locked; the actor of the work from here on."""

    id: UUID
    kind: MemberKind
    active: bool


def _member(named: ColumnElement[Any]) -> Statement:
    row = (
        select(MEMBER.c.id, MEMBER.c.kind, MEMBER.c.organization_role, MEMBER.c.site_id, MEMBER.c.active)
        .where(MEMBER.c.id == named)
        .with_for_update(key_share=True, of=MEMBER)
        .cte("locked")
        .prefix_with("MATERIALIZED")
    )
    one = select(literal_column("1")).subquery("one")
    return prepare(select(instant().label("now"), *row.c).select_from(one.outerjoin(row, true())))


_BY_ID = _member(bindparam("member", type_=Uuid()))
_BY_SIGN_IN = _member(
    select(SIGN_IN.c.member_id).where(SIGN_IN.c.id == bindparam("its_sign_in", type_=Uuid())).scalar_subquery()
)
_BY_REFRESH_TOKEN = _member(
    select(SIGN_IN.c.member_id)
    .join(REFRESH_TOKEN, REFRESH_TOKEN.c.sign_in_id == SIGN_IN.c.id)
    .where(REFRESH_TOKEN.c.digest == DIGEST)
    .scalar_subquery()
)
_BY_API_TOKEN = _member(select(API_TOKEN.c.member_id).where(API_TOKEN.c.digest == DIGEST).scalar_subquery())
_BY_INVITATION = _member(select(INVITATION.c.member_id).where(INVITATION.c.digest == DIGEST).scalar_subquery())


async def guest_by_id(work: Work, member_id: UUID) -> Guest | None:
    return await _met(work, _BY_ID, member=member_id)


async def guest_by_sign_in(work: Work, sign_in_id: UUID) -> Guest | None:
    return await _met(work, _BY_SIGN_IN, its_sign_in=sign_in_id)


async def guest_by_refresh_token(work: Work, digest: bytes) -> Guest | None:
    return await _met(work, _BY_REFRESH_TOKEN, digest=digest)


async def guest_by_api_token(work: Work, digest: bytes) -> Guest | None:
    return await _met(work, _BY_API_TOKEN, digest=digest)


async def guest_by_invitation(work: Work, digest: bytes) -> Guest | None:
    return await _met(work, _BY_INVITATION, digest=digest)


async def _met(work: Work, statement: Statement, **values: Any) -> Guest | None:
    record = await work.meet(statement, **values)
    if record["id"] is None:
        return None
    kind, role = MemberKind(record["kind"]), OrganizationRole(record["organization_role"])
    work.acting_as(Actor(record["id"], kind, role, record["site_id"]))
    return Guest(record["id"], kind, record["active"])
