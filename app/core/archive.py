"""The archive of the embedded server's write-ahead log: what stands between two backups, for going back to a moment.

It begins with the first backup, which makes its folder; before that nothing is kept. A file is kept once, whole and
compressed; while it cannot be, the server keeps it and tries again.
"""

import os
import shlex
from pathlib import Path
from typing import Final

from app.core.account import Account, EmbeddedError

FOLDER: Final = "wal"
"""Its name among the backups."""
CONF: Final = "archive.conf"
KEEP: Final = "archive.sh"
FETCH: Final = "restore.sh"

NOTHING_KEPT: Final = """\
# Nothing is archived before the first `python -m app backup`.
archive_command = 'true'
"""

KEPT: Final = f"""\
archive_command = 'sh {KEEP} "%p" "%f"'
archive_timeout = 60s
summarize_wal = on
"""

_KEEP: Final = """\
# Keeps one finished file of the write-ahead log: $1 is where it lies, $2 its name.
set -eu
kept={folder}/"$2".gz
if test -e "$kept"; then
    gzip -dc "$kept" | cmp -s - "$1"
    exit
fi
gzip -1 <"$1" >"$kept.part"
sync "$kept.part"
mv "$kept.part" "$kept"
"""

_LEFT: Final = """\
if test -e {left}/"$1"; then
    cp {left}/"$1" "$2"
    exit
fi
"""

_FETCH: Final = """\
# Fetches one file of the write-ahead log: $1 is its name, $2 where it goes. 1: there is none; 200: it is damaged.
set -u
kept={folder}/"$1".gz
if test -e "$kept"; then
    gzip -dc "$kept" >"$2" || exit 200
    exit 0
fi
{left}exit 1
"""


def keeping(archive: Path, account: Account, cluster: Path) -> str:
    """The script by which the server keeps a file."""
    return _KEEP.format(folder=shlex.quote(_seen(archive, account, cluster)))


def fetching(archive: Path, left: Path, account: Account, cluster: Path) -> str:
    """The script by which a restored server fetches a file: from the archive, else from what was left of the log of
    the cluster that it replaces, if anything was."""
    also = _LEFT.format(left=shlex.quote(_seen(left, account, cluster))) if left.is_dir() else ""
    return _FETCH.format(folder=shlex.quote(_seen(archive, account, cluster)), left=also)


def make(archive: Path, account: Account) -> None:
    """The folder and what is in it, for the server's account alone, whoever put it there (from another disk, say);
    what lies above it stays its owner's, and passable."""
    archive.parent.mkdir(mode=0o711 if account.changed else 0o700, parents=True, exist_ok=True)
    archive.mkdir(exist_ok=True)
    account.own(archive)
    for each in archive.iterdir():
        if account.changed and each.stat().st_uid != account.uid:
            account.own(each, 0o600)


def _seen(folder: Path, account: Account, cluster: Path) -> str:
    """How the server, which works in its cluster's folder, reaches another: a folder above both may be closed to its
    account, as root's own is."""
    if account.can_walk_to(folder.parent):
        return str(folder)
    common = Path(os.path.commonpath([folder, cluster]))
    above = {each for start in (folder.parent, cluster.parent) for each in (start, *start.parents)}
    if all(account.may_pass(each) for each in above if each.is_relative_to(common)):
        return os.path.relpath(folder, cluster)
    raise EmbeddedError(
        f"The account `{account.name}` that runs PostgreSQL cannot reach {folder}: choose another "
        "ALLIANCE_BACKUP_DIR, on a path that every account may pass."
    )
