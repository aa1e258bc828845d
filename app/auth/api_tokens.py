"""API tokens as callers present them. What a token stands for never changes, so it is looked up once; whether its
sign-in is still open is asked by the statement that answers each request, as for every caller.

They live by the clock of the process, moved as the decisions of the domain are, since one of these set their expiry.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, select

from app.auth.scopes import known_scopes
from app.auth.tokens import Caller, SecretKind, digest_secret, refuse
from app.core.database import Database
from app.core.statements import prepare
from app.models import tables
from app.work import read_row

NOTED_EACH: Final = 60.0
"""Seconds between two uses of one token that are noted."""

TOKEN, SIGN_IN = tables["api_token"], tables["sign_in"]
_WRITTEN: Final = re.compile(re.escape(SecretKind.api_token) + r"[A-Za-z0-9_-]{43}")
_BY_DIGEST = prepare(
    select(SIGN_IN.c.id, SIGN_IN.c.member_id, SIGN_IN.c.scope, SIGN_IN.c.expires_at)
    .select_from(TOKEN.join(SIGN_IN, SIGN_IN.c.id == TOKEN.c.id))
    .where(TOKEN.c.digest == bindparam("digest", type_=LargeBinary()))
)


@dataclass(slots=True)
class _Known:
    caller: Caller
    deadline: float
    noted_at: float


def is_api_token(token: str) -> bool:
    """Whether it calls itself one."""
    return token.startswith(SecretKind.api_token)


class ApiTokens:
    """The only way from an API token to a caller: `look_up`, then `read`. It remembers the `capacity` tokens used last,
    by their digests, and never what was refused; and it says which were used."""

    def __init__(
        self,
        database: Database,
        clock_offset: timedelta = timedelta(0),
        *,
        clock: Callable[[], float] = time.time,
        capacity: int = 10_000,
    ) -> None:
        self._database = database
        self._clock = clock
        self._offset_seconds = clock_offset.total_seconds()
        self._capacity = capacity
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._used: dict[UUID, datetime] = {}

    @property
    def remembered(self) -> int:
        """How many tokens are remembered now."""
        return len(self._known)

    async def look_up(self, token: str) -> None:
        """Makes `read` know it, by one statement where it does not. Raises Unavailable."""
        digest = digest_secret(token)
        if digest in self._known or not _WRITTEN.fullmatch(token):
            return
        row = await read_row(self._database, _BY_DIGEST, {"digest": digest})
        if row is None:
            return
        caller = Caller(row["member_id"], row["id"], known_scopes(row["scope"]), row["expires_at"], by_api_token=True)
        self._known[digest] = _Known(caller, caller.expires_at.timestamp(), 0.0)
        if len(self._known) > self._capacity:
            self._known.popitem(last=False)

    def read(self, token: str) -> Caller:
        """The caller of a token that was looked up. Raises Unauthenticated for every other, in the words of all tokens
        that are not good, and for one that has expired."""
        digest = digest_secret(token)
        known = self._known.get(digest)
        if known is None:
            refuse()
        now = self._clock() + self._offset_seconds
        if now >= known.deadline:
            del self._known[digest]
            refuse()
        self._known.move_to_end(digest)
        if now - known.noted_at >= NOTED_EACH:
            known.noted_at = now
            self._used[known.caller.sign_in_id] = datetime.fromtimestamp(now, UTC)
        return known.caller

    def take_used(self) -> dict[UUID, datetime]:
        """When each token was used that was since this was asked before, at most once a minute."""
        used, self._used = self._used, {}
        return used
