"""What is done with API tokens: made, revoked, and noted as used."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundMember, FoundOrganization
from app.access.guests import DIGEST, guest_by_api_token
from app.auth.api_tokens import ApiTokens
from app.auth.scopes import EVERY_SCOPE, Scope, print_scope
from app.auth.tokens import Caller, SecretKind, digest_secret, new_secret
from app.core.clock import OFFSET
from app.core.database import DRIVER_ERRORS, Database
from app.core.ids import new_id
from app.core.statements import prepare, written
from app.domain.errors import (
    Invalid,
    InvalidScope,
    MemberDeactivated,
    NotFound,
    NotServiceAccount,
    SignInNeeded,
    Unavailable,
    at,
)
from app.domain.vocabulary import MemberKind
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.api_token import ApiToken, ApiTokenIn
from app.models.sign_in import SignIn
from app.work import Work, transaction

log = logging.getLogger(__name__)

LONGEST_LIFE: Final = timedelta(days=366)
_PAUSE_SECONDS: Final = 5.0
_LAST_SECONDS: Final = 1.0
"""How long the end of the process waits for the last uses to be noted."""
TOKEN, SIGN_IN = tables["api_token"], tables["sign_in"]
_STANDS = (
    select(TOKEN.c.id).select_from(TOKEN.join(SIGN_IN, SIGN_IN.c.id == TOKEN.c.id)).where(SIGN_IN.c.ended_at.is_(None))
)
_PRESENTED = prepare(_STANDS.where(TOKEN.c.digest == DIGEST))
_STANDING = prepare(
    _STANDS.where(TOKEN.c.id == bindparam("id", type_=Uuid()), TOKEN.c.member_id == bindparam("member", type_=Uuid()))
)
_NOTE = written(
    """
    WITH held AS (
        SELECT token.id, used.at
          FROM unnest(:tokens::uuid[], :times::timestamptz[]) AS used (id, at)
          JOIN api_token AS token ON token.id = used.id
         WHERE token.last_used_at IS NULL OR token.last_used_at <= used.at - interval '1 minute'
           FOR NO KEY UPDATE OF token SKIP LOCKED),
    noted AS (
        UPDATE api_token SET last_used_at = held.at FROM held WHERE api_token.id = held.id)
    SELECT clock_timestamp() + {offset} AS now
    """,
    offset=OFFSET,
)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token, and its secret, which is known only now."""

    id: UUID
    secret: str


def make_own(work: Work, found: FoundOrganization, caller: Caller, given: ApiTokenIn) -> MadeToken:
    """One for oneself. Raises what `_make` does, and Forbidden for a service account."""
    found.require(Action.make_my_token)
    return _make(work, found.id, caller, given)


def make_for(work: Work, found: FoundMember, caller: Caller, given: ApiTokenIn) -> MadeToken:
    """One for a service account, by an administrator. Raises what `_make` does, NotServiceAccount,
    MemberDeactivated."""
    found.require(Action.make_token_of_member)
    if found.kind is not MemberKind.service:
        raise NotServiceAccount("A person makes their own tokens: nobody else may act as them.")
    if not found.active:
        raise MemberDeactivated("The service account is deactivated: take that back first.")
    return _make(work, found.id, caller, given)


async def revoke_own(work: Work, found: FoundOrganization, token_id: UUID) -> None:
    """Raises NotFound for one that is not the caller's, or was revoked."""
    await _revoke(work, found.id, token_id)


async def revoke_for(work: Work, found: FoundMember, token_id: UUID) -> None:
    """The same for a member's, by an administrator."""
    found.require(Action.revoke_token_of_member)
    await _revoke(work, found.id, token_id)


async def revoke_presented(work: Work, digest: bytes) -> None:
    """By whoever holds it; one that is not known, or was revoked, is no matter."""
    member = await guest_by_api_token(work, digest)
    held = await work.row(_PRESENTED, digest=digest)
    if member is not None and held is not None:
        _end(work, member.id, held["id"])


async def keep_noting(database: Database, tokens: ApiTokens, clock_offset: timedelta) -> None:
    """Writes down every few seconds which tokens were used, until cancelled: beside the requests, which wait for
    nothing. While the database is away, uses go unnoted."""
    try:
        while True:
            await asyncio.sleep(_PAUSE_SECONDS)
            await _note_if_it_can(database, tokens, clock_offset)
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_SECONDS):
                await _note_if_it_can(database, tokens, clock_offset)


async def note_used(database: Database, used: Mapping[UUID, datetime], clock_offset: timedelta) -> None:
    """Notes when tokens were last used, each at most once a minute whatever the number of processes."""
    if used:
        async with transaction(database, clock_offset=clock_offset) as work:
            await work.meet(_NOTE, tokens=list(used), times=list(used.values()))


async def _note_if_it_can(database: Database, tokens: ApiTokens, clock_offset: timedelta) -> None:
    try:
        await note_used(database, tokens.take_used(), clock_offset)
    except (Unavailable, *DRIVER_ERRORS) as error:
        log.warning("the use of tokens is not noted while the database is away: %s", type(error).__name__)


def _make(work: Work, member_id: UUID, caller: Caller, given: ApiTokenIn) -> MadeToken:
    """Raises SignInNeeded for who calls by such a token, InvalidScope for what the caller's own token has not, Invalid
    for an expiry that is past or too far ahead."""
    if caller.by_api_token:
        raise SignInNeeded("An API token makes no tokens: ask with the access token of a sign-in by password.")
    scopes = _granted(given.scopes, caller.scopes)
    if not work.now < given.expires_at <= work.now + LONGEST_LIFE:
        raise Invalid(
            f"A token ends after now, and at most {LONGEST_LIFE.days} days from now.",
            at("#/expires_at", "Past, or too far ahead."),
        )
    secret, identity = new_secret(SecretKind.api_token), new_id()
    work.add(
        SignIn(
            id=identity,
            member_id=member_id,
            scope=print_scope(scopes),
            started_at=work.now,
            expires_at=given.expires_at,
        )
    )
    work.add(
        ApiToken(
            id=identity,
            member_id=member_id,
            name=given.name,
            digest=digest_secret(secret),
            made_by_id=work.actor.member_id,
            created_at=work.now,
        )
    )
    record(
        work,
        EventKind.member_token_made,
        member_id,
        token_id=identity,
        scopes=print_scope(scopes).split(" "),
        expires_at=given.expires_at,
    )
    return MadeToken(identity, secret)


def _granted(words: list[str], held: frozenset[Scope]) -> frozenset[Scope]:
    faults = [
        at(f"#/scopes/{place}", "The access token that you ask with lacks it." if word in EVERY_SCOPE else "Unknown.")
        for place, word in enumerate(words)
        if word not in held
    ]
    if faults:
        raise InvalidScope("Each scope is one that there is, and that your access token has.", *faults)
    return frozenset(Scope(word) for word in words)


async def _revoke(work: Work, member_id: UUID, token_id: UUID) -> None:
    if await work.row(_STANDING, id=token_id, member=member_id) is None:
        raise NotFound("There is no such token, or it was revoked.")
    _end(work, member_id, token_id)


def _end(work: Work, member_id: UUID, token_id: UUID) -> None:
    work.change(SignIn, token_id, ended_at=work.now)
    record(work, EventKind.member_token_revoked, member_id, token_id=token_id)
