"""Passwords: what one may be, and its slow hash.

The rules are those of NIST SP 800-63B, 5.1.1.2: a lower and an upper length and nothing else (no composition
rules, no truncation), a Unicode code point counting as one character, and NFKC before hashing, so that the
same password typed on another keyboard or system is the same.

The hash is argon2id with the second recommended option of RFC 9106, section 4 (3 passes over 64 MiB, 4 lanes,
a salt of 16 bytes, a tag of 32), which is also what pwdlib recommends.
"""

import asyncio
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.domain.errors import UnsuitablePassword, at

_T = TypeVar("_T")

SHORTEST: Final = 12
"""Characters that a password has at least, after normalization."""
LONGEST: Final = 1024
"""Characters that a password has at most, after normalization."""

_PASSES, _KIBIBYTES, _LANES, _SALT_BYTES, _TAG_BYTES = 3, 64 * 1024, 4, 16, 32
_hasher = PasswordHash((Argon2Hasher(_PASSES, _KIBIBYTES, _LANES, _TAG_BYTES, _SALT_BYTES),))

# A pool of its own is the bound: at most this many times 64 MiB, and a rush of sign-ins leaves the event loop
# and the threads of everything else alone. Who gives up while waiting leaves the queue.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


# A hash of nothing: it costs what a real one costs, and nobody knows a password for it.
_DUMMY: Final = "$".join(
    (
        "$argon2id$v=19",
        f"m={_KIBIBYTES},t={_PASSES},p={_LANES}",
        b64encode(bytes(_SALT_BYTES)).decode().rstrip("="),
        b64encode(bytes(_TAG_BYTES)).decode().rstrip("="),
    )
)


async def hash_password(password: str, *, pointer: str = "#/password") -> str:
    """The hash of a new password as a PHC string (about 100 characters), made in a thread.

    Raises `UnsuitablePassword`, its fault at `pointer`, for fewer than 12 or more than 1,024 characters, or
    for text that is not text (NUL, lone surrogates).
    """
    normal = unicodedata.normalize("NFKC", password)
    if complaint := _complaint(normal):
        raise UnsuitablePassword(complaint, at(pointer, complaint))
    return await _in_thread(lambda: _hasher.hash(normal))


async def verify_password(password: str, hash: str | None) -> bool:
    """Whether this is the password of that hash; `None`, where there is no account or no password, never is.

    The same work is done in either case, and for a password that could not have been set, so that the time
    tells nothing about the account. Never raises for what a caller sent; a stored hash that is none raises
    pwdlib's `UnknownHashError`.
    """
    normal = unicodedata.normalize("NFKC", password)
    if hash is None or _complaint(normal):
        await _in_thread(lambda: _hasher.verify("", _DUMMY))
        return False
    return await _in_thread(lambda: _hasher.verify(normal, hash))


def _complaint(normal: str) -> str | None:
    if not SHORTEST <= len(normal) <= LONGEST:
        return f"A password has {SHORTEST} to {LONGEST} characters."
    if "\0" in normal or any("\ud800" <= character <= "\udfff" for character in normal):
        return "A password is text: it holds neither NUL nor lone surrogates."
    return None


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
