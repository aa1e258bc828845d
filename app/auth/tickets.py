"""Tickets: what a browser, whose EventSource sends no headers, opens a stream with. One stands in an address, where
proxies may write it down; so it is good for a minute, and for nothing else."""

import base64
import binascii
import secrets
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from app.auth.scopes import Scope
from app.auth.tokens import Caller, SecretKind
from app.domain.errors import Unauthenticated

TICKET_SECONDS: Final = 60
_PURPOSE: Final = b"a ticket for a stream of events"
"""Cursors, sealed with the same secret, are bound to JSON."""
_HELD: Final = struct.Struct(">16s16sqq16s")
"""Member, sign-in, when the token that it was asked for with expires, when it does itself, and what makes each
another."""


class Tickets:
    """Gives them out and takes them; nothing is stored."""

    def __init__(self, secret: bytes, *, clock: Callable[[], float] = time.time) -> None:
        self._cipher = AESSIV(secret)
        self._clock = clock

    def issue(self, caller: Caller) -> tuple[str, datetime]:
        """A ticket for the caller's streams, and until when one is opened with it."""
        due = int(self._clock()) + TICKET_SECONDS
        held = _HELD.pack(
            caller.member_id.bytes,
            caller.sign_in_id.bytes,
            int(caller.expires_at.timestamp()),
            due,
            secrets.token_bytes(16),
        )
        return SecretKind.stream_ticket + _written(self._cipher.encrypt(held, [_PURPOSE])), datetime.fromtimestamp(
            due, UTC
        )

    def read(self, ticket: str) -> Caller:
        """Whose it is: who asked for it, with the one scope that reading events needs, for as long as the token they
        asked with. Raises Unauthenticated for everything else, in the same words."""
        try:
            text = ticket.removeprefix(SecretKind.stream_ticket)
            sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            if SecretKind.stream_ticket + _written(sealed) != ticket:
                raise ValueError("the same bytes, written otherwise (RFC 4648, 3.5)")
            member_id, sign_in_id, expires_at, due, _ = _HELD.unpack(self._cipher.decrypt(sealed, [_PURPOSE]))
            if self._clock() >= due:
                raise ValueError("too old")
        except (InvalidTag, ValueError, binascii.Error, struct.error):
            raise Unauthenticated(
                "The ticket is not one, or older than a minute: POST /api/v1/events/tickets gives a new one."
            ) from None
        return Caller(
            UUID(bytes=member_id),
            UUID(bytes=sign_in_id),
            frozenset({Scope.events_read}),
            datetime.fromtimestamp(expires_at, UTC),
        )


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
