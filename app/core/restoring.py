"""A backup made into a cluster again, rolled forward to a moment, and started on trial before it replaces anything.

It is put together in a folder of its own (`restoring/` in the data folder), so that what runs goes on, and what was
there stays until the new one has started and been read.
"""

import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.core import archive, cluster
from app.core.account import choose_account
from app.core.backups import BackupError, Backups
from app.core.cluster import Places
from app.core.embedded import EmbeddedError, EmbeddedPostgres

Report = Callable[[str], None]

_OURS: Final = re.compile(r"^# begin of the restore\n.*^# end of the restore\n", re.MULTILINE | re.DOTALL)
_RECOVERY: Final = f"""\
# begin of the restore
restore_command = 'sh {archive.FETCH} "%f" "%p"'
archive_command = ''
hot_standby = off
{{target}}# end of the restore
"""
"""Without a command, what the trial writes waits for the archive of the server that takes its place. Without standby,
nobody is let in before all is rolled forward."""
_TARGET: Final = "recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n"
_TOO_EARLY: Final = "before configured recovery target was reached"
_LAST_CHANGE: Final = re.compile(r"last completed transaction was at log time (.*)")


class Restoring:
    """The way from a backup to a cluster in its place; one at a time for a data folder."""

    def __init__(self, data_dir: Path, backups: Backups) -> None:
        self._places = Places(data_dir)
        self._making = Places(data_dir / "restoring")
        self._backups = backups

    @asynccontextmanager
    async def trial(self, to_time: datetime | None, report: Report) -> AsyncIterator[str]:
        """The restored database, serving nobody but the caller, at the moment that was asked for (or the last that
        was kept). Its address; it is stopped, and whole, when the block ends."""
        chain = self._backups.chain(to_time)
        for each in chain:
            report(f"Checking {each.name}.")
            await self._backups.check(each)
        account = choose_account(self._places.cluster)
        cluster.make_data_folder(self._places, account)
        self.forget()
        cluster.make_data_folder(self._making, account)
        place = self._making.cluster
        report("Putting the backup together.")
        await self._backups.combine(chain, place)
        archive.make(self._backups.archive, account)
        log = archive.fetching(self._backups.archive, self._places.cluster / "pg_wal", account, place)
        cluster.write(place / archive.FETCH, log, account)
        own = place / "postgresql.auto.conf"
        target = "" if to_time is None else _TARGET.format(moment=to_time.astimezone(UTC).isoformat())
        cluster.write(own, own.read_text() + _RECOVERY.format(target=target), account)
        cluster.write(place / "recovery.signal", "", account)
        server = EmbeddedPostgres(self._making.data_dir)
        try:
            address = await server.start(report)
        except EmbeddedError as error:
            raise self._refusal(error) from error
        try:
            yield address
        finally:
            await server.stop()
        cluster.write(own, _OURS.sub("", own.read_text()), account)

    def _refusal(self, error: EmbeddedError) -> Exception:
        """What a start on trial that failed means to whoever asked for it."""
        said = "".join(log.read_text(errors="replace") for log in self._making.logs.glob("*.log"))
        if _TOO_EARLY not in said:
            return error
        last = _LAST_CHANGE.findall(said)
        when = f" ({last[-1]})" if last else ""
        return BackupError(
            f"The last change that was kept{when} is before that moment: restore without --to-time for all there is."
        )

    def replace(self) -> Path | None:
        """Puts what was tried into place; where the cluster is now that was there, if one was."""
        chain = self._backups.chain(None)
        there = self._places.cluster
        aside = there.with_name(f"{there.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        replaced = there.exists()
        if replaced:
            there.rename(aside)
        self._making.cluster.rename(there)
        cluster.sync(there.parent)
        kept, keys = self._backups.keys(chain[-1]), self._places.data_dir / "keys"
        if kept.exists() and not keys.exists():
            shutil.copytree(kept, keys)
        self.forget()
        return aside if replaced else None

    def forget(self) -> None:
        """Removes what was put together for a trial, this one's or one that was broken off."""
        if not self._making.data_dir.exists():
            return
        free = cluster.lock(self._making.server_lock)
        if free is None:
            raise BackupError(f"Another restore to {self._places.data_dir} is under way.")
        os.close(free)
        shutil.rmtree(self._making.data_dir)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Nobody serves the data folder meanwhile."""
        cluster.make_data_folder(self._places, choose_account(self._places.cluster))
        holder, server = cluster.lock(self._places.holder), None
        try:
            server = None if holder is None else cluster.lock(self._places.server_lock)
            if server is None:
                raise BackupError(f"An Alliance is running on {self._places.data_dir}: stop it, then restore.")
            yield
        finally:
            for each in (server, holder):
                if each is not None:
                    os.close(each)
