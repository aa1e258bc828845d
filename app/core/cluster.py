"""The embedded server's folders on disk: where the cluster, its socket and its locks lie, and what is written there."""

import fcntl
import hashlib
import json
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app.core import archive
from app.core.account import Account, EmbeddedError

SUPERUSER = "postgres"
ROLE = "alliance"
DATABASE = "alliance"
PORT = 5432
"""Only a part of the socket's name: the server listens on no TCP port."""

_SOCKET_PATH_BYTES = 107 - len(f"/.s.PGSQL.{PORT}.lock")

_OWN_CONF = """\
# Yours: what is set below the first line wins over alliance.conf, which is written anew at every start.
include = 'alliance.conf'
"""

_CONF = """\
# Written at every start of Alliance; put settings of your own into postgresql.conf.
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 300
superuser_reserved_connections = 3
shared_buffers = 128MB
dynamic_shared_memory_type = posix
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
random_page_cost = 1.1
jit = off
max_wal_size = 1GB
min_wal_size = 80MB
wal_compression = pglz
checkpoint_timeout = 10min
checkpoint_completion_target = 0.9
idle_in_transaction_session_timeout = 60s
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%d.log'
log_file_mode = 0600
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_line_prefix = '%m [%p] %a '
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = panic
log_error_verbosity = terse
log_lock_waits = on
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = on
archive_mode = on
include '{archive}'
"""


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of one embedded server lies, under one data folder."""

    data_dir: Path

    @property
    def cluster(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def making(self) -> Path:
        """A cluster that is not whole yet; what is found here is thrown away."""
        return self.data_dir / "postgres.making"

    @property
    def holder(self) -> Path:
        """Locked by the one program that serves this folder; says which it is and how to reach its database."""
        return self.data_dir / "alliance.lock"

    @property
    def server_lock(self) -> Path:
        """Locked by PostgreSQL's processes themselves: they inherit it, so it is free when the last has ended."""
        return self.data_dir / "postgres.lock"

    @property
    def start_log(self) -> Path:
        """What PostgreSQL says before its own log is open."""
        return self.data_dir / "postgres.start.log"

    @property
    def logs(self) -> Path:
        return self.cluster / "log"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"


def dsn(sockets: Path, *, role: str = ROLE, database: str = DATABASE) -> str:
    """How asyncpg reaches the server: by its socket; the system vouches for who one is (peer authentication)."""
    return f"postgresql://{role}@/{database}?host={quote(str(sockets), safe='/')}&port={PORT}"


def socket_folder(places: Places, account: Account) -> Path:
    """A folder of mode 0700 whose path fits into a socket's address and that the account reaches: in the data folder,
    else in the system's folder for temporary files, under a name made of the data folder's path."""
    inside = places.data_dir / "run"
    name = f"alliance-{hashlib.sha256(str(places.data_dir.resolve()).encode()).hexdigest()[:16]}"
    candidates = [inside, *(Path(folder) / name for folder in (tempfile.gettempdir(), "/tmp"))]
    for folder in candidates:
        if len(os.fsencode(folder)) > _SOCKET_PATH_BYTES or not account.can_walk_to(folder.parent):
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if folder.is_symlink() or not folder.is_dir() or found.st_uid not in (account.uid, os.geteuid()):
            raise EmbeddedError(f"{folder} belongs to somebody else: remove it, or set TMPDIR.")
        account.own(folder)
        return folder
    raise EmbeddedError(f"There is no folder for the database's socket: {candidates[0]} is too long or closed.")


def configure(places: Places, account: Account, sockets: Path, *, durable: bool, archived: Path | None) -> None:
    """Writes what the program decides at every start; `postgresql.conf` is written once, then it is its owner's.
    `archived` is where the write-ahead log is kept, where that folder is made already."""
    settings = _CONF.format(
        port=PORT,
        sockets=str(sockets).replace("'", "''"),
        durable="on" if durable else "off",
        archive=archive.CONF,
    )
    configure_archive(places, account, archived)
    people = dict.fromkeys((account.name, _own_name()))
    ident = "".join(f'alliance "{person}" {role}\n' for person in people for role in (SUPERUSER, ROLE))
    write(places.cluster / "alliance.conf", settings, account)
    write(places.cluster / "pg_hba.conf", "local all,replication all peer map=alliance\n", account)
    write(places.cluster / "pg_ident.conf", ident, account)


def configure_archive(places: Places, account: Account, archived: Path | None) -> None:
    """Whether and how the write-ahead log is kept; a running server takes it over when it reads its settings again."""
    kept = archived is not None and archived.is_dir()
    if archived is not None and kept:
        write(places.cluster / archive.KEEP, archive.keeping(archived, account, places.cluster), account)
    write(places.cluster / archive.CONF, archive.KEPT if kept else archive.NOTHING_KEPT, account)


def take_over(making: Path, cluster: Path, account: Account) -> None:
    """Makes a finished cluster the cluster, in one step that a loss of power leaves done or not done."""
    write(making / "postgresql.conf", _OWN_CONF, account)
    making.rename(cluster)
    sync(cluster.parent)


def sync(path: Path) -> None:
    """Writes a file, or the names in a folder, out to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_data_folder(places: Places, account: Account) -> None:
    """Passable for the account, where there is one beside oneself; readable for nobody else."""
    places.data_dir.mkdir(mode=0o711 if account.changed else 0o700, parents=True, exist_ok=True)


def tidy(places: Places, account: Account) -> None:
    """Throws away a cluster half-made; gives one that root put there (from a backup, say) to the account."""
    shutil.rmtree(places.making, ignore_errors=True)
    if account.changed and places.cluster.exists() and places.cluster.stat().st_uid != account.uid:
        for folder, _, files in os.walk(places.cluster):
            os.chown(folder, account.uid, account.gid)
            for file in files:
                os.chown(Path(folder) / file, account.uid, account.gid, follow_symlinks=False)


def forget_the_dead(places: Places, sockets: Path) -> None:
    """Removes what a killed server left to say that it runs. Only for the holder of both locks: the process numbers
    in these files may belong to strangers by now, and PostgreSQL would refuse to start on their account."""
    for stale in (places.pid_file, sockets / f".s.PGSQL.{PORT}", sockets / f".s.PGSQL.{PORT}.lock"):
        stale.unlink(missing_ok=True)


def lock(path: Path, *, inheritable: bool = False) -> int | None:
    """The open descriptor of a lock now held, None where somebody else holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    os.set_inheritable(descriptor, inheritable)
    return descriptor


def announce(holder: int, address: str | None) -> None:
    """Writes into the held lock who holds it and how its database is reached (None while it is not)."""
    words = json.dumps({"process": os.getpid(), "dsn": address}).encode()
    os.ftruncate(holder, 0)
    os.pwrite(holder, words, 0)


def announced(places: Places) -> tuple[int | None, str | None]:
    """The process and the database's address that the holder announced."""
    try:
        found = json.loads(places.holder.read_text())
        return found["process"], found["dsn"]
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


def write(path: Path, text: str, account: Account) -> None:
    # The folder belongs to the account; root never writes through a link that the account may have put there.
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        if account.changed:
            os.fchown(file.fileno(), account.uid, account.gid)
        file.write(text)
    fresh.replace(path)


def _own_name() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
