"""Whether a base backup is what it was when it was made: its manifest, every file's size and checksum, nothing more
and nothing less. (PostgreSQL 18, "Backup Manifest Format"; its own pg_verifybackup is not at hand everywhere.)
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

MANIFEST: Final = "backup_manifest"
_CHUNK_BYTES: Final = 1024 * 1024
_LAST_LINE: Final = re.compile(rb'^"Manifest-Checksum": "(?P<checksum>[0-9a-f]{64})"\}\s*\Z', re.MULTILINE)
_NOT_LISTED: Final = frozenset({MANIFEST, "postgresql.auto.conf", "recovery.signal", "standby.signal"})
"""What may differ, or be there, without the manifest saying so."""

_LOG: Final = "pg_wal/"
"""What lies here is tried by starting; the manifest of a combined backup names it without a checksum."""


class DamagedError(Exception):
    """A backup is not what it was; one sentence says what is wrong first."""


def verify(folder: Path) -> int:
    """The bytes that the manifest vouches for. DamagedError names the first file that is missing, changed, or not
    its own."""
    listed = _listed(folder / MANIFEST)
    for path in _present(folder):
        if path not in listed:
            raise DamagedError(f"{folder / path} is no part of the backup.")
    for path, file in listed.items():
        _compare(folder / path, file)
    return sum(file["Size"] for file in listed.values())


def _listed(manifest: Path) -> dict[str, dict[str, Any]]:
    try:
        written = manifest.read_bytes()
    except FileNotFoundError:
        raise DamagedError(f"{manifest} is missing.") from None
    end = _LAST_LINE.search(written)
    if end is None:
        raise DamagedError(f"{manifest} is cut off.")
    if hashlib.sha256(written[: end.start()]).hexdigest() != end["checksum"].decode():
        raise DamagedError(f"{manifest} was changed.")
    files: list[dict[str, Any]] = json.loads(written)["Files"]
    return {path: file for file in files if not (path := _path(file)).startswith(_LOG)}


def _path(file: dict[str, Any]) -> str:
    return file["Path"] if "Path" in file else os.fsdecode(bytes.fromhex(file["Encoded-Path"]))


def _present(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(place, name), folder)
            if path not in _NOT_LISTED and not path.startswith(_LOG):
                yield path


def _compare(path: Path, file: dict[str, Any]) -> None:
    try:
        size = path.stat().st_size
        if size != file["Size"]:
            raise DamagedError(f"{path} has {size} bytes instead of {file['Size']}.")
        if _checksum(path, file["Checksum-Algorithm"]) != file["Checksum"]:
            raise DamagedError(f"{path} was changed.")
    except FileNotFoundError:
        raise DamagedError(f"{path} is missing.") from None


def _checksum(path: Path, algorithm: str) -> str:
    if not algorithm.startswith("SHA"):
        raise DamagedError(f"{path} has a checksum of an unknown kind ({algorithm}).")
    reckoned = hashlib.new(algorithm)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            reckoned.update(chunk)
    return reckoned.hexdigest()
