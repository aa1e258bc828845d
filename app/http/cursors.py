"""Opaque cursors: where a page ended, sealed so that it tells nothing and fits only the query and the caller it was
made for (AES-SIV, RFC 5297: the same place gives the same cursor, so that an unchanged page keeps its tag)."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from app.domain.errors import CursorMismatch, Fault

_BLOCK = 64


class Cursors:
    def __init__(self, secret: bytes) -> None:
        self._cipher = AESSIV(secret)

    def seal(self, keys: Sequence[Any], binding: bytes) -> str:
        """`keys`: what orjson can write. `binding`: what must be the same when the cursor comes back."""
        written = orjson.dumps(keys, default=str)
        # Padded, since its length would tell how large the numbers in it are: those of the feed grow with what others
        # may not read.
        sealed = self._cipher.encrypt(written.ljust(-len(written) % _BLOCK + len(written)), [binding])
        return _written(sealed)

    def open(self, cursor: str, binding: bytes) -> list[Any]:
        """The keys, as JSON gives them. Raises CursorMismatch for anything but an own cursor of this query."""
        try:
            sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            if _written(sealed) != cursor:
                raise ValueError("the same bytes, written otherwise (RFC 4648, 3.5)")
            keys: list[Any] = orjson.loads(self._cipher.decrypt(sealed, [binding]))
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise CursorMismatch(
                "The cursor is not one of this query: begin again without it, or repeat the query it came from.",
                Fault("Take next_cursor as it was answered, with the same filters.", parameter="cursor", place="query"),
            ) from error
        return keys


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
