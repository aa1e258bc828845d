"""Secrets at rest: sealed with a key that does not lie in the database (AES-256-GCM, NIST SP 800-38D).

A sealed secret fits only the place it was sealed for, so that nobody who can write to the database moves one to where
it would be sent to somebody else. Several keys may be there: the first seals, all open.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_FORM: Final = b"\x01"
_NAME_BYTES: Final = 8
_NONCE_BYTES: Final = 12


class UnsealableError(Exception):
    """The secret cannot be opened: its key is gone, or it was sealed for another place, or it was tampered with."""


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """The keys of 32 bytes, the one that seals first."""

    keys: Sequence[bytes]

    def seal(self, secret: str, place: str) -> bytes:
        """`place`: what the secret is for, such as a thing's id; it opens nowhere else."""
        name, nonce = _name(self.keys[0]), secrets.token_bytes(_NONCE_BYTES)
        return _FORM + name + nonce + AESGCM(self.keys[0]).encrypt(nonce, secret.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Raises UnsealableError."""
        head = len(_FORM) + _NAME_BYTES
        form, name, nonce = sealed[:1], sealed[1:head], sealed[head : head + _NONCE_BYTES]
        key = next((key for key in self.keys if _name(key) == name), None)
        if form != _FORM or key is None:
            raise UnsealableError("Its key is not in the folder of keys.")
        try:
            return AESGCM(key).decrypt(nonce, sealed[head + _NONCE_BYTES :], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise UnsealableError("It was sealed for something else, or was changed.") from error


def _name(key: bytes) -> bytes:
    return sha256(b"alliance sealing key" + key).digest()[:_NAME_BYTES]
