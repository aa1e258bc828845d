"""What is done where one signs in: tokens given out, renewed and taken back, passwords set.

While a password is hashed (a tenth of a second and more) no lock and no connection is held: what is there is read in a
statement of its own, and the transaction that follows holds it against what is there by then.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import LargeBinary, Text, Uuid, and_, bindparam, literal_column, select

from app.access.guests import (
    DIGEST,
    Guest,
    guest_by_id,
    guest_by_invitation,
    guest_by_refresh_token,
    guest_by_sign_in,
)
from app.access.sought_in_organization import organization
from app.access.visibility import known
from app.auth.api_tokens import is_api_token
from app.auth.keys import Keys
from app.auth.passwords import hash_password, verify_password
from app.auth.scopes import Scope, known_scopes, print_scope
from app.auth.tokens import Caller, SecretKind, TokenReader, digest_secret, issue_access_token, new_secret
from app.core.clock import instant
from app.core.database import Database
from app.core.ids import new_id
from app.core.statements import Statement, prepare
from app.core.text import normal_email
from app.domain.errors import (
    InvalidGrant,
    InvalidInvitation,
    InvalidScope,
    TooManyRequests,
    Unauthenticated,
    WrongPassword,
    at,
)
from app.domain.sign_ins import failures_with_one_more, pause_after
from app.domain.vocabulary import MemberKind, SignInEnd
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.member import Credential, Invitation
from app.models.sign_in import PasswordIn, RefreshToken, RegistrationIn, SignIn, SignInThrottle
from app.services.api_tokens import revoke_presented
from app.services.members import end_invitations, end_sign_in, end_sign_ins
from app.work import Work, read_row, transaction

T = tables
MEMBER, IDENTITY, CREDENTIAL, INVITATION = T["member"], T["identity"], T["credential"], T["invitation"]
SIGN_IN, REFRESH_TOKEN, THROTTLE = T["sign_in"], T["refresh_token"], T["sign_in_throttle"]
ID = bindparam("id", type_=Uuid())
ACCOUNT = bindparam("account", type_=LargeBinary())
_ONE = select(literal_column("1")).subquery("one")
_PERSON = and_(MEMBER.c.active, MEMBER.c.kind == MemberKind.person)

_BY_EMAIL = prepare(
    select(
        CREDENTIAL.c.member_id,
        CREDENTIAL.c.password_hash,
        CREDENTIAL.c.changed_at,
        THROTTLE.c.open_at,
        instant().label("now"),
    ).select_from(
        _ONE.outerjoin(IDENTITY, IDENTITY.c.email == bindparam("email", type_=Text()))
        .outerjoin(MEMBER, and_(MEMBER.c.id == IDENTITY.c.member_id, _PERSON))
        .outerjoin(CREDENTIAL, CREDENTIAL.c.member_id == MEMBER.c.id)
        .outerjoin(THROTTLE, THROTTLE.c.account == ACCOUNT)
    )
)
_MY_EMAIL = prepare(
    select(known().label("known"), IDENTITY.c.email).select_from(
        _ONE.outerjoin(IDENTITY, IDENTITY.c.member_id == bindparam("me", type_=Uuid()))
    )
)
_CREDENTIAL = prepare(select(CREDENTIAL.c.changed_at).where(CREDENTIAL.c.member_id == ID))
_THROTTLE = prepare(
    select(THROTTLE.c.failures, THROTTLE.c.open_at).where(THROTTLE.c.account == ACCOUNT).with_for_update(key_share=True)
)
_HOLD_THROTTLE = Statement(
    """
    INSERT INTO sign_in_throttle (account, failures, last_failed_at, open_at)
    SELECT $1::bytea, 0, at, at FROM (SELECT clock_timestamp() + $2::interval AS at) now
    ON CONFLICT (account) DO UPDATE SET failures = sign_in_throttle.failures
    RETURNING failures, last_failed_at, open_at, clock_timestamp() + $2::interval AS now
    """,
    ("account", "clock_offset"),
)
_TOKEN = prepare(
    select(
        REFRESH_TOKEN.c.used_at,
        REFRESH_TOKEN.c.expires_at,
        SIGN_IN.c.id,
        SIGN_IN.c.scope,
        SIGN_IN.c.ended_at,
    )
    .select_from(REFRESH_TOKEN.join(SIGN_IN, SIGN_IN.c.id == REFRESH_TOKEN.c.sign_in_id))
    .where(REFRESH_TOKEN.c.digest == DIGEST)
)
_SIGN_IN = prepare(select(SIGN_IN.c.id, SIGN_IN.c.ended_at).where(SIGN_IN.c.id == ID))
_INVITATION = prepare(
    select(INVITATION.c.id, INVITATION.c.member_id)
    .select_from(INVITATION.join(MEMBER, and_(MEMBER.c.id == INVITATION.c.member_id, _PERSON)))
    .where(
        INVITATION.c.digest == DIGEST,
        INVITATION.c.used_at.is_(None),
        INVITATION.c.ended_at.is_(None),
        INVITATION.c.expires_at > instant(),
    )
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to give out tokens."""

    database: Database
    keys: Keys
    tokens: TokenReader
    issuer: str
    access_token_lifetime: timedelta
    refresh_token_lifetime: timedelta
    clock_offset: timedelta


@dataclass(frozen=True, slots=True)
class Tokens:
    """What is given out; `expires_in` are the seconds that the access token lives."""

    access_token: str
    expires_in: int
    refresh_token: str
    scope: str


async def sign_in(desk: Desk, username: str, password: str, scopes: frozenset[Scope]) -> Tokens:
    """By e-mail address and password. An account that does not exist, has no password or is not active costs and
    answers the same as a wrong password. Raises InvalidGrant, TooManyRequests."""
    email = normal_email(username)
    account = _account(email)
    held = await _held(desk, email, account)
    if not await verify_password(password, held["password_hash"]):
        await _count_failure(desk, account)
        raise _no_grant()
    async with transaction(desk.database, clock_offset=desk.clock_offset) as work:
        member = await guest_by_id(work, held["member_id"])
        if member is None or not member.active or not await _still_right(work, member.id, held["changed_at"]):
            raise _no_grant()
        await _forget_failures(work, account)
        begun = SignIn(
            id=new_id(),
            member_id=member.id,
            scope=print_scope(scopes),
            started_at=work.now,
            expires_at=work.now + desk.refresh_token_lifetime,
        )
        work.add(begun)
        refresh_token = _add_refresh_token(work, begun.id, begun.expires_at)
        record(work, EventKind.member_signed_in, member.id, sign_in_id=begun.id)
    return _tokens(desk, member.id, begun.id, scopes, refresh_token)


async def refresh(desk: Desk, token: str, asked: frozenset[Scope] | None) -> Tokens:
    """The next tokens of a sign-in for its newest refresh token; one that was used before ends the sign-in, since one
    of its two users has stolen it. `asked` narrows this access token, not the sign-in. Raises InvalidGrant,
    InvalidScope."""
    digest = digest_secret(token)
    async with transaction(desk.database, clock_offset=desk.clock_offset) as work:
        member = await guest_by_refresh_token(work, digest)
        held = await work.row(_TOKEN, digest=digest)
        if member is None or held is None or not member.active or held["ended_at"] is not None:
            raise _no_grant()
        reused = held["used_at"] is not None
        if reused:
            end_sign_in(work, member.id, held["id"], SignInEnd.token_reused)
        else:
            scopes = _narrowed(held["scope"], asked)
            if held["expires_at"] <= work.now:
                raise _no_grant()
            expires_at = work.now + desk.refresh_token_lifetime
            work.change(RefreshToken, digest, used_at=work.now)
            work.change(SignIn, held["id"], expires_at=expires_at)
            refresh_token = _add_refresh_token(work, held["id"], expires_at)
    if reused:
        raise _no_grant()
    return _tokens(desk, member.id, held["id"], scopes, refresh_token)


async def revoke(desk: Desk, token: str) -> None:
    """Ends the sign-in of a refresh, access or API token; one that is not known or not valid is no matter (RFC 7009,
    2.2)."""
    async with transaction(desk.database, clock_offset=desk.clock_offset) as work:
        if token.startswith(SecretKind.refresh_token):
            digest = digest_secret(token)
            member = await guest_by_refresh_token(work, digest)
            held = await work.row(_TOKEN, digest=digest)
        elif is_api_token(token):
            await revoke_presented(work, digest_secret(token))
            return
        else:
            try:
                sign_in_id = desk.tokens.read(token).sign_in_id
            except Unauthenticated:
                return
            member = await guest_by_sign_in(work, sign_in_id)
            held = await work.row(_SIGN_IN, id=sign_in_id)
        if member is not None and held is not None and held["ended_at"] is None:
            work.change(SignIn, held["id"], ended_at=work.now)
            record(work, EventKind.member_signed_out, member.id, sign_in_id=held["id"])


async def register(work: Work, desk: Desk, given: RegistrationIn) -> Guest:
    """Sets the first or a new password of who holds an invitation, and ends their sign-ins. Raises InvalidInvitation,
    the same for one that never was, was used, ended or is too old; UnsuitablePassword."""
    digest = digest_secret(given.invitation_token)
    offered = {"digest": digest, "clock_offset": desk.clock_offset}
    if await read_row(desk.database, _INVITATION, offered) is None:
        raise _no_invitation()
    hashed = await hash_password(given.password)
    member = await guest_by_invitation(work, digest)
    held = await work.row(_INVITATION, digest=digest)
    if member is None or held is None:
        raise _no_invitation()
    work.change(Invitation, held["id"], used_at=work.now)
    await _set_password(work, member.id, hashed)
    record(work, EventKind.member_registered, member.id)
    return member


async def change_password(work: Work, desk: Desk, caller: Caller, given: PasswordIn) -> None:
    """Ends the member's other sign-ins and open invitations. A wrong current password counts as a failed sign-in.
    Raises WrongPassword, UnsuitablePassword, TooManyRequests, Unauthenticated."""
    me = {"me": caller.member_id, "sign_in": caller.sign_in_id}
    mine = await read_row(desk.database, _MY_EMAIL, me)
    if mine is None or not mine["known"]:
        raise Unauthenticated("The sign-in has ended or the member is not active: sign in again.")
    email = mine["email"] or ""
    account = _account(email or str(caller.member_id))
    held = await _held(desk, email, account)
    if not await verify_password(given.current_password, held["password_hash"]):
        await _count_failure(desk, account)
        raise _wrong_password()
    hashed = await hash_password(given.new_password, pointer="#/new_password")
    await work.find(organization())
    if not await _still_right(work, caller.member_id, held["changed_at"]):
        raise _wrong_password()
    await _forget_failures(work, account)
    await end_invitations(work, caller.member_id)
    await _set_password(work, caller.member_id, hashed, but=caller.sign_in_id)


async def _held(desk: Desk, email: str, account: bytes) -> Record:
    """What a password is held against. Raises TooManyRequests while the account name takes no tries."""
    searched = email if _can_be_stored(email) else ""
    values = {"email": searched, "account": account, "clock_offset": desk.clock_offset}
    held = await read_row(desk.database, _BY_EMAIL, values)
    assert held is not None
    _require_patience(held["open_at"], held["now"])
    return held


async def _count_failure(desk: Desk, account: bytes) -> None:
    """In a transaction of its own, whatever becomes of the request. Of many tries at once only the first few are
    answered; the others learn no more than that they came too fast."""
    async with transaction(desk.database, clock_offset=desk.clock_offset) as work:
        tried = await work.meet(_HOLD_THROTTLE, account=account)
        _require_patience(tried["open_at"], work.now)
        failures = failures_with_one_more(tried["failures"], tried["last_failed_at"], work.now)
        work.change(
            SignInThrottle,
            account,
            failures=failures,
            last_failed_at=work.now,
            open_at=work.now + pause_after(failures),
        )


async def _forget_failures(work: Work, account: bytes) -> None:
    """After a right password; asked again whether it was not one of too many tries at once."""
    tried = await work.row(_THROTTLE, account=account)
    if tried is not None and tried["failures"]:
        _require_patience(tried["open_at"], work.now)
        work.change(SignInThrottle, account, failures=0)


async def _still_right(work: Work, member_id: UUID, changed_at: datetime | None) -> bool:
    """Whether the password that was verified is still the one: nobody changed it meanwhile."""
    credential = await work.row(_CREDENTIAL, id=member_id)
    return credential is not None and credential["changed_at"] == changed_at


async def _set_password(work: Work, member_id: UUID, hashed: str, *, but: UUID | None = None) -> None:
    values: dict[str, Any] = {"password_hash": hashed, "changed_at": work.now}
    if await work.row(_CREDENTIAL, id=member_id) is None:
        work.add(Credential(member_id=member_id, **values))
    else:
        work.change(Credential, member_id, **values)
        record(work, EventKind.member_password_changed, member_id)
    await end_sign_ins(work, member_id, SignInEnd.password_changed, but=but)


def _add_refresh_token(work: Work, sign_in_id: UUID, expires_at: datetime) -> str:
    token = new_secret(SecretKind.refresh_token)
    work.add(
        RefreshToken(digest=digest_secret(token), sign_in_id=sign_in_id, issued_at=work.now, expires_at=expires_at)
    )
    return token


def _tokens(desk: Desk, member_id: UUID, sign_in_id: UUID, scopes: frozenset[Scope], refresh_token: str) -> Tokens:
    access_token, expires_in = issue_access_token(
        desk.keys, desk.issuer, desk.issuer, member_id, sign_in_id, scopes, lifetime=desk.access_token_lifetime
    )
    return Tokens(access_token, expires_in, refresh_token, print_scope(scopes))


def _narrowed(kept: str, asked: Iterable[Scope] | None) -> frozenset[Scope]:
    """The scopes of a refreshed access token; a scope that a newer program gave and this one does not know is left
    out."""
    granted = known_scopes(kept)
    if not granted:
        raise _no_grant()
    wanted = granted if asked is None else frozenset(asked)
    if not wanted <= granted:
        raise InvalidScope("The scope is wider than that of the sign-in: sign in again and ask for it.")
    return wanted


def _require_patience(open_at: datetime | None, now: datetime) -> None:
    if open_at is not None and open_at > now:
        seconds = math.ceil((open_at - now).total_seconds())
        raise TooManyRequests(
            f"Too many failed tries for this account name: wait {seconds} s.", retry_after_seconds=seconds
        )


def _account(email: str) -> bytes:
    """What the failures of an account name are counted under, whether there is such an account or not."""
    return sha256(email.encode("utf-8", "surrogatepass")).digest()


def _can_be_stored(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _no_grant() -> InvalidGrant:
    return InvalidGrant("The e-mail address and password, or the refresh token, are not valid.")


def _no_invitation() -> InvalidInvitation:
    return InvalidInvitation(
        "The invitation cannot be used: ask an administrator for another.",
        at("#/invitation_token", "Unknown, used, ended or expired."),
    )


def _wrong_password() -> WrongPassword:
    return WrongPassword("The current password is another one.", at("#/current_password", "Wrong."))
