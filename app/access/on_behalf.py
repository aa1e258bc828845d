"""Acting on behalf: a service account does for a person what that person asked of it elsewhere. Both have to be able
to, and both stand in the event."""

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Text, Uuid, bindparam, select

from app.access.actions import narrower
from app.access.lookup import Found
from app.core.statements import Statement, prepare
from app.core.text import normal_email
from app.domain.errors import Fault, Forbidden, Unauthenticated, UnknownReference, UnsuitableMember
from app.domain.vocabulary import MemberKind
from app.models import tables
from app.work import Replay, Sought, Work

F = TypeVar("F", bound=Found)

HEADER = "On-Behalf-Of"

MEMBER, IDENTITY = tables["member"], tables["identity"]


def _who(named: ColumnElement[Any]) -> Statement:
    rows = MEMBER.outerjoin(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id)
    return prepare(select(MEMBER.c.id, MEMBER.c.kind).select_from(rows).where(named))


_BY_ID = _who(MEMBER.c.id == bindparam("named", type_=Uuid()))
_BY_EMAIL = _who(IDENTITY.c.email == bindparam("named", type_=Text()))


async def find_on_behalf(work: Work, named: str, sought: Sought[F]) -> F:
    """What is sought, found, locked and claimed by the caller, a service account, and then found by the person who is
    named (by id or e-mail address), who acts from here on. Their standings are the narrower of the two. What was
    answered before is answered again only where the person may still read what it is about.

    Raises Forbidden for a caller who is no service account, UnknownReference and UnsuitableMember for who is named, and
    what `Work.find` raises: NotFound too where only one of the two may read it."""
    own: F | None = None
    answered: Replay | None = None
    try:
        own = await work.find(sought)
    except Replay as replay:
        answered = replay
    service = work.actor
    if service.kind is not MemberKind.service:
        raise Forbidden(f"{HEADER} is for service accounts: leave it out, and act for yourself.")
    person_id = await _person(work, named)
    try:
        found = await work.find_for(person_id, sought)
    except Unauthenticated:
        raise _unsuitable("They are deactivated.") from None
    if answered is not None:
        raise answered
    assert own is not None, "found, or answered before"
    work.through_id = service.member_id
    return replace(found, standings=narrower(found.standings, own.standings))


async def find_between(work: Work, service_id: UUID, person_id: UUID | None, sought: Sought[F]) -> F:
    """The same where nobody is signed in: a service account, known by its id, does what its work is, for a person or
    (without one) for itself. In a change that has met something before. Raises Unauthenticated for who is not active,
    NotFound."""
    work.through_id = None
    own = await work.find_for(service_id, sought)
    if person_id is None:
        return own
    found = await work.find_for(person_id, sought)
    work.through_id = service_id
    return replace(found, standings=narrower(found.standings, own.standings))


async def _person(work: Work, named: str) -> UUID:
    try:
        row = await work.row(_BY_ID, named=UUID(named))
    except ValueError:
        row = await work.row(_BY_EMAIL, named=normal_email(named))
    if row is None:
        raise UnknownReference("There is no such member.", _fault("Unknown."))
    if row["kind"] != MemberKind.person:
        raise _unsuitable("They are a service account: name a person.")
    identity: UUID = row["id"]
    return identity


def _unsuitable(detail: str) -> UnsuitableMember:
    return UnsuitableMember(detail, _fault("Nobody can act for them."))


def _fault(detail: str) -> Fault:
    return Fault(detail, parameter=HEADER, place="header")
