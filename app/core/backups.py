"""Base backups of the embedded PostgreSQL, whole or what changed since the one before, each checked as it is made.

A backup is a folder: `postgres/` (as pg_basebackup wrote it), `keys/`, and `backup.json`, which is written last.
"""

import asyncio
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import asyncpg
from pydantic import BaseModel, ConfigDict, ValidationError

from app.core import archive, cluster, manifests
from app.core.account import Account, choose_account, installation
from app.core.cluster import Places
from app.core.embedded import child_command

_ABOUT: Final = "backup.json"
_MAKING: Final = ".making"
_CLUSTER: Final = "postgres"
_KEYS: Final = "keys"
_FIRST_FILE: Final = re.compile(r"^START WAL LOCATION: .* \(file ([0-9A-F]{24})\)$", re.MULTILINE)


class BackupError(Exception):
    """A backup cannot be made or used; one sentence says why and what to do."""


class Kind(StrEnum):
    full = "full"
    incremental = "incremental"


class Backup(BaseModel):
    """What `backup.json` says. `ended_at` is the earliest moment that can be restored from it; `rests_on` is the
    backup that an incremental one adds to, `begins_with` the first file of the write-ahead log that it needs,
    `size_bytes` what its manifest vouches for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    began_at: datetime
    ended_at: datetime
    rests_on: str | None
    begins_with: str
    size_bytes: int


class Backups:
    """The backups in one folder, and the archive beside them. BackupError, from any of this, is for its reader."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.archive = folder / archive.FOLDER

    def all(self) -> list[Backup]:
        """Those that are whole, oldest first."""
        found = []
        for about in self.folder.glob(f"*/{_ABOUT}"):
            try:
                found.append(Backup.model_validate_json(about.read_bytes()))
            except ValidationError as error:
                raise BackupError(f"{about} cannot be read: it is no backup of this program.") from error
        return sorted(found, key=lambda each: each.ended_at)

    def chain(self, to_time: datetime | None) -> list[Backup]:
        """The newest backup made before the moment (or at all), after those that it rests on."""
        backups = self.all()
        if not backups:
            raise BackupError(f"There is no backup in {self.folder}: make one with `python -m app backup`.")
        before = [each for each in backups if to_time is None or each.ended_at <= to_time]
        if not before:
            raise BackupError(
                f"The oldest backup is of {backups[0].ended_at:%Y-%m-%d %H:%M:%S%z}: nothing earlier can be restored."
            )
        named = {each.name: each for each in backups}
        chain = [before[-1]]
        while (rests_on := chain[0].rests_on) is not None:
            if rests_on not in named:
                raise BackupError(f"{chain[0].name} rests on {rests_on}, which is missing: restore an older moment.")
            chain.insert(0, named[rests_on])
        return chain

    def cluster(self, backup: Backup) -> Path:
        return self.folder / backup.name / _CLUSTER

    def keys(self, backup: Backup) -> Path:
        return self.folder / backup.name / _KEYS

    async def check(self, backup: Backup) -> None:
        """Compares a backup with its manifest. BackupError says what is wrong."""
        try:
            await asyncio.to_thread(manifests.verify, self.cluster(backup))
        except manifests.DamagedError as error:
            raise BackupError(f"The backup {backup.name} is damaged: {error}") from error

    async def make(self, data_dir: Path, dsn: str, *, incremental: bool) -> Backup:
        """A backup of the server at `dsn`, which goes on serving. With the first one the archive begins."""
        places = Places(data_dir)
        account = await asyncio.to_thread(choose_account, places.cluster)
        sockets = Path(parse_qs(urlsplit(dsn).query)["host"][0])
        archive.make(self.archive, account)
        with self._alone():
            parent = self._newest() if incremental else None
            cluster.configure_archive(places, account, self.archive)
            master = await asyncpg.connect(cluster.dsn(sockets, role=cluster.SUPERUSER, database="postgres"))
            try:
                await master.execute("SELECT pg_reload_conf()")
                began_at = await master.fetchval("SELECT clock_timestamp()")
                name = f"{began_at:%Y%m%dT%H%M%S}Z-{Kind.full if parent is None else Kind.incremental}"
                making = self.folder / (name + _MAKING)
                try:
                    making.mkdir(mode=0o700)
                    await self._copy(account, sockets, name, making / _CLUSTER, parent)
                    if (data_dir / _KEYS).exists():
                        shutil.copytree(data_dir / _KEYS, making / _KEYS)
                    ended_at = await master.fetchval("SELECT clock_timestamp()")
                    return await asyncio.to_thread(self._finish, making, name, parent, began_at, ended_at)
                except OSError as error:
                    raise BackupError(f"The backup cannot be written: {error.strerror} ({error.filename}).") from error
                finally:
                    shutil.rmtree(making, ignore_errors=True)
            finally:
                await master.close()

    async def combine(self, chain: Sequence[Backup], place: Path) -> None:
        """Writes the cluster that a chain of backups describes, and compares it with its own manifest."""
        account = await asyncio.to_thread(choose_account, place)
        options = [*(str(self.cluster(each)) for each in chain), f"--output={place}", "--manifest-checksums=SHA256"]
        await _run(account, "pg_combinebackup", *options)
        try:
            await asyncio.to_thread(manifests.verify, place)
        except manifests.DamagedError as error:
            raise BackupError(f"What was put together is damaged: {error}") from error

    async def keep_only(self, full: int) -> list[str]:
        """Removes all but the newest full backups and what rests on them, and the log that none of them needs."""
        backups = self.all()
        kept_full = [each for each in backups if each.kind is Kind.full][-full:]
        kept = {each.name for each in kept_full}
        for each in backups:
            if each.rests_on in kept:
                kept.add(each.name)
        gone = [each.name for each in reversed(backups) if each.name not in kept]
        for name in gone:
            # What says that it is whole goes first: half-removed, it is no backup any more.
            (self.folder / name / _ABOUT).unlink()
            await asyncio.to_thread(shutil.rmtree, self.folder / name)
        if kept_full:
            account = await asyncio.to_thread(choose_account, self.archive)
            first = min(each.begins_with for each in backups if each.name in kept)
            await _run(account, "pg_archivecleanup", "--clean-backup-history", "-x", ".gz", str(self.archive), first)
        return gone

    async def _copy(self, account: Account, sockets: Path, name: str, place: Path, parent: Backup | None) -> None:
        await _run(
            account,
            "pg_basebackup",
            f"--pgdata={place}",
            f"--host={sockets}",
            f"--port={cluster.PORT}",
            f"--username={cluster.SUPERUSER}",
            f"--label={name}",
            "--checkpoint=fast",
            "--wal-method=stream",
            "--manifest-checksums=SHA256",
            "--no-password",
            *(() if parent is None else (f"--incremental={self.cluster(parent) / manifests.MANIFEST}",)),
        )

    def _finish(self, making: Path, name: str, parent: Backup | None, began_at: datetime, ended_at: datetime) -> Backup:
        label = (making / _CLUSTER / "backup_label").read_text()
        backup = Backup(
            name=name,
            kind=Kind.full if parent is None else Kind.incremental,
            began_at=began_at,
            ended_at=ended_at,
            rests_on=None if parent is None else parent.name,
            begins_with=_FIRST_FILE.findall(label)[0],
            size_bytes=manifests.verify(making / _CLUSTER),
        )
        about = making / _ABOUT
        about.write_text(backup.model_dump_json(indent=2) + "\n")
        for each in (about, making):
            cluster.sync(each)
        making.rename(self.folder / name)
        cluster.sync(self.folder)
        return backup

    def _newest(self) -> Backup:
        backups = self.all()
        if not backups:
            raise BackupError("There is no backup to add to: make a full one first, without --incremental.")
        return backups[-1]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        held = cluster.lock(self.folder / "backups.lock")
        if held is None:
            raise BackupError(f"Another backup to {self.folder} is under way.")
        try:
            yield
        finally:
            os.close(held)


async def _run(account: Account, binary: str, *options: str) -> None:
    """Runs a tool of PostgreSQL, which ends when this process does; BackupError with its last words."""
    tool = (await asyncio.to_thread(installation, account)) / "bin" / binary
    process = await asyncio.create_subprocess_exec(
        *child_command(),
        *(str(tool), *options),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if process.returncode != 0:
        lines = said.decode(errors="replace").strip().splitlines()
        why = "; ".join(line.removeprefix(f"{binary}: ") for line in lines[-3:]) or "it says nothing of why"
        raise BackupError(f"{binary} failed: {why}")
