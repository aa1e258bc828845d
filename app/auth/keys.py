"""The keys that the program signs and seals with: files in one folder, made at the first start.

    signing-<kid>.pem   an ES256 private key (PKCS #8); the newest signs, all verify while they lie there
    sealing-<id>.key    32 random bytes that secrets in the database are sealed with; the newest seals, all open
    cursor.key          64 random bytes

To rotate: `add_signing_key`, start the program again, and remove the old file once the last token it signed
has run out; `add_sealing_key`, start again, and keep the old file as long as anything is sealed with it. A `kid` is the
key's RFC 7638 thumbprint. Whoever reads the folder can sign in as anybody: it is for its owner's eyes only (0700, the
files 0600).
"""

import fcntl
import os
import secrets
import stat
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.core.sealing import KEY_BYTES, Seals

_CURSOR_FILE: Final = "cursor.key"
_CURSOR_BYTES: Final = 64
_SIGNING_FILES: Final = "signing-*.pem"
_SEALING_FILES: Final = "sealing-*.key"
_UNFINISHED: Final = ".unfinished-"


class UnusableKeysError(Exception):
    """The folder's keys cannot be read; the message says which file and why, in one sentence."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An ES256 key pair: its id, its private half as PEM, its public half as a JWK (RFC 7517)."""

    kid: str
    private_pem: bytes
    public_jwk: Mapping[str, str]

    def __repr__(self) -> str:
        return f"SigningKey({self.kid})"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What lay in the folder when it was read: `signing` keys, the newest first and at least one, the
    secret of 64 bytes that seals cursors, and what seals secrets at rest."""

    signing: tuple[SigningKey, ...]
    cursor_secret: bytes
    seals: Seals

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The keys of the folder; what is missing is made first, the folder included.

        Processes that start at once agree: one makes a key, the others find it. Raises `UnusableKeysError`
        for a file that is no such key, `OSError` for a folder that cannot be read or made.
        """
        with _locked(folder):
            if not (folder / _CURSOR_FILE).exists():
                _write(folder / _CURSOR_FILE, secrets.token_bytes(_CURSOR_BYTES))
            if not _signing_files(folder):
                _write_signing_key(folder)
            if not _newest_first(folder, _SEALING_FILES):
                _write_sealing_key(folder)
            return cls(
                tuple(_read_signing_key(path) for path in _signing_files(folder)),
                _read_cursor_secret(folder / _CURSOR_FILE),
                Seals(tuple(_read_sealing_key(path) for path in _newest_first(folder, _SEALING_FILES))),
            )

    @property
    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public halves as a JWK set (RFC 7517, 5), for `/.well-known/jwks.json`; the newest first."""
        return {"keys": [dict(key.public_jwk) for key in self.signing]}


def add_signing_key(folder: Path) -> str:
    """Put a new signing key beside the others; it signs from the next start on. Returns its id."""
    with _locked(folder):
        return _write_signing_key(folder)


def add_sealing_key(folder: Path) -> str:
    """The same of what secrets are sealed with."""
    with _locked(folder):
        return _write_sealing_key(folder)


def problems_of(folder: Path) -> list[str]:
    """What is wrong with the keys, a sentence each; nothing is made or changed. What is missing is no
    problem, the folder included: the next start makes it."""
    if not folder.exists():
        return []
    try:
        paths = sorted(folder.iterdir())
        found = [_exposure(folder, "700")]
    except OSError as error:
        return [f"{folder} cannot be read: {error.strerror}."]
    for path in paths:
        if path.match(_SIGNING_FILES) or path.match(_SEALING_FILES) or path.name == _CURSOR_FILE:
            found.append(_flaw(path))
        elif path.name.startswith(_UNFINISHED):
            found.append(f"{path} is a key that was never finished; the next start removes it.")
    return [problem for problem in found if problem]


def _signing_files(folder: Path) -> list[Path]:
    return _newest_first(folder, _SIGNING_FILES)


def _newest_first(folder: Path, pattern: str) -> list[Path]:
    """Copies that share one age are ordered by name, so that every process signs and seals with the same."""
    return sorted(folder.glob(pattern), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def _read_signing_key(path: Path) -> SigningKey:
    pem = path.read_bytes()
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise UnusableKeysError(f"{path} holds no private key to be read without a passphrase.") from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise UnusableKeysError(f"{path} holds a key of another kind than ES256 (curve P-256).")
    return _signing_key(private)


def _signing_key(private: ec.EllipticCurvePrivateKey) -> SigningKey:
    point = private.public_key().public_numbers()
    x, y = _base64url(point.x.to_bytes(32, "big")), _base64url(point.y.to_bytes(32, "big"))
    # RFC 7638, 3: the required members only, in the order of their names, without white space.
    kid = _base64url(sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest())
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    jwk = {"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "use": "sig", "alg": "ES256"}
    return SigningKey(kid, pem, jwk)


def _base64url(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")


def _read_cursor_secret(path: Path) -> bytes:
    secret = path.read_bytes()
    if len(secret) != _CURSOR_BYTES:
        raise UnusableKeysError(f"{path} holds {len(secret)} bytes instead of {_CURSOR_BYTES}.")
    return secret


def _read_sealing_key(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise UnusableKeysError(f"{path} holds {len(key)} bytes instead of {KEY_BYTES}.")
    return key


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time in the folder. The lock is the folder's own and ends with the process, however it
    ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for left_by_a_killed_process in folder.glob(f"{_UNFINISHED}*"):
            left_by_a_killed_process.unlink()
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_signing_key(folder: Path) -> str:
    key = _signing_key(ec.generate_private_key(ec.SECP256R1()))
    _write(folder / f"signing-{key.kid}.pem", key.private_pem, _age(_signing_files(folder)))
    return key.kid


def _write_sealing_key(folder: Path) -> str:
    identity = secrets.token_hex(8)
    older = _newest_first(folder, _SEALING_FILES)
    _write(folder / f"sealing-{identity}.key", secrets.token_bytes(KEY_BYTES), _age(older))
    return identity


def _age(older: list[Path]) -> int:
    """File systems count time in steps: a key made right after another must still be the newer one."""
    return older[0].stat().st_mtime_ns if older else 0


def _write(path: Path, content: bytes, younger_than_ns: int = 0) -> None:
    """The file appears whole and on disk, or not at all."""
    unfinished = path.with_name(_UNFINISHED + path.name)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        written_at = os.fstat(handle).st_mtime_ns
        if written_at <= younger_than_ns:
            os.utime(handle, ns=(younger_than_ns + 1, younger_than_ns + 1))
        os.fsync(handle)
    unfinished.rename(path)


def _flaw(path: Path) -> str | None:
    try:
        if exposure := _exposure(path, "600"):
            return exposure
        if path.name == _CURSOR_FILE:
            _read_cursor_secret(path)
        elif path.match(_SEALING_FILES):
            _read_sealing_key(path)
        elif path.name != f"signing-{(kid := _read_signing_key(path).kid)}.pem":
            return f"{path} should be named signing-{kid}.pem, by the key that it holds."
    except UnusableKeysError as error:
        return str(error)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    return None


def _exposure(path: Path, allowed: str) -> str | None:
    mode = stat.S_IMODE(path.stat().st_mode)
    return f"{path} is open to others (mode {mode:o}); make it {allowed}." if mode & 0o077 else None
