"""What an import has done already, kept in the transaction that does it: stopped anywhere and begun again, or run twice
at once, it makes nothing twice."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy import Text, bindparam, func, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.clock import instant
from app.core.database import Database
from app.core.statements import prepare
from app.domain.vocabulary import SubjectKind
from app.models import tables
from app.models.imported import Imported
from app.work import Work, transaction

IMPORTED = tables["imported"]

Key: TypeAlias = tuple[SubjectKind, str]

_TURN = prepare(
    select(instant().label("now")).select_from(
        select(func.pg_advisory_xact_lock(func.hashtext("import"))).cte("turn").prefix_with("MATERIALIZED")
    )
)
_ASKED = (
    select(
        func.unnest(bindparam("kinds", type_=ARRAY(Text()))).label("kind"),
        func.unnest(bindparam("keys", type_=ARRAY(Text()))).label("key"),
    )
).cte("asked")
_DONE = prepare(
    select(IMPORTED.c.kind, IMPORTED.c.key, IMPORTED.c.subject_id).where(
        IMPORTED.c.source == bindparam("source", type_=Text()),
        tuple_(IMPORTED.c.kind, IMPORTED.c.key).in_(select(_ASKED.c.kind, _ASKED.c.key)),
    )
)
_OFTEN_ASKED: Final = (SubjectKind.member, SubjectKind.environment, SubjectKind.component, SubjectKind.site)


@asynccontextmanager
async def turn(database: Database, clock_offset: timedelta) -> AsyncIterator[Work]:
    """One batch of an import, as one transaction. Imports take turns, so that two of one file find what the other has
    done, and none makes a component that another is making."""
    async with transaction(database, clock_offset=clock_offset) as work:
        await work.meet(_TURN)
        yield work


class Ledger:
    """What became of the keys of a source. What a transaction enters is believed only once that has ended well; what is
    asked for again and again stays in memory then, all else is read when it is needed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._known: dict[Key, UUID] = {}
        self._read: dict[Key, UUID] = {}
        self._entered: dict[Key, UUID] = {}

    async def look_up(self, work: Work, keys: Iterable[Key]) -> None:
        """Reads what became of these, if anything did."""
        wanted = [key for key in dict.fromkeys(keys) if self.of(*key) is None]
        if not wanted:
            return
        kinds, names = [kind.value for kind, _ in wanted], [name for _, name in wanted]
        for row in await work.rows(_DONE, source=self.source, kinds=kinds, keys=names):
            self._read[SubjectKind(row["kind"]), row["key"]] = row["subject_id"]

    def of(self, kind: SubjectKind, key: str) -> UUID | None:
        """What the key became, among what was looked up and what was entered."""
        asked = (kind, key)
        return self._known.get(asked) or self._read.get(asked) or self._entered.get(asked)

    def enter(self, work: Work, kind: SubjectKind, key: str, subject_id: UUID) -> None:
        work.add(Imported(kind=kind, key=key, source=self.source, subject_id=subject_id, at=work.now))
        self._entered[kind, key] = subject_id

    @contextmanager
    def believing(self) -> Iterator[None]:
        """Around a transaction: what it entered counts where it was committed, and else never was."""
        try:
            yield
            gained = {**self._read, **self._entered}
            self._known.update({key: identity for key, identity in gained.items() if key[0] in _OFTEN_ASKED})
        finally:
            self._read, self._entered = {}, {}
