"""One change of the domain: one transaction, opened by what it finds, sent as one statement, ended here.

BEGIN, COMMIT and ROLLBACK stand in this module and nowhere else.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import asyncpg
from asyncpg import Record
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import select
from sqlmodel import SQLModel

from app.core.clock import instant
from app.core.database import DRIVER_ERRORS, Database, is_unavailable
from app.core.gathering import Gathering, Identity
from app.core.recent import Recent
from app.core.statements import Link, Statement, prepare
from app.domain.errors import (
    IdempotencyKeyReused,
    OutcomeUnknown,
    RequestStillRunning,
    Unauthenticated,
    Unavailable,
    UnknownReference,
    at,
)
from app.domain.vocabulary import MemberKind, OrganizationRole
from app.models.constraints import refusal_of, refusal_of_value

_INSTANT = prepare(select(instant().label("now")))

_ATTEMPTS = 8
"""How often a change begins again because others were faster, before its caller is asked to."""

Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. What the organization knows of them is read by the statement that finds."""

    member_id: UUID
    kind: MemberKind = MemberKind.person
    organization_role: OrganizationRole = OrganizationRole.member
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RequestKey:
    """An Idempotency-Key and the digest of what was asked with it."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view answered: JSON as PostgreSQL wrote it, and the version of the row it shows."""

    body: str
    version: int


class Replay(Exception):
    """The request was answered before: here is that answer. Its transaction still commits, since it has written."""

    def __init__(self, status: int, location: str | None, body: str) -> None:
        super().__init__("answered before")
        self.status, self.location, self.body = status, location, body


class Lookup(Protocol[Found_co]):
    """How a change finds, locks and claims (`app/access/lookup.py`)."""

    @property
    def plain(self) -> Statement: ...

    @property
    def claiming(self) -> Statement: ...

    @property
    def for_another(self) -> Statement: ...

    @property
    def meanwhile(self) -> Statement | None: ...

    def of(self, record: Record, actor: Actor) -> Found_co:
        """What was found; raises NotFound where that is nothing."""
        ...

    def overtaken(self, record: Record) -> bool:
        """Whether who held a lock before this change has a younger transaction."""
        ...

    def older_than_the_lock(self, found: Any) -> bool:
        """Whether what was found rests on what else the statement read, before it waited for the lock."""
        ...


@dataclass(frozen=True, slots=True)
class Sought(Generic[Found_co]):
    """What a change is about: how it is found, and by which values."""

    lookup: Lookup[Found_co]
    values: Mapping[str, Any]


class Work:
    """What one change has found, and what it will send."""

    def __init__(
        self,
        database: Database,
        member_id: UUID | None,
        sign_in_id: UUID | None,
        clock_offset: timedelta,
        key: RequestKey | None,
    ) -> None:
        self._database = database
        self._key = key
        self._link: PoolConnectionProxy[Record] | None = None
        self._begun = False
        self._now: datetime | None = None
        self._gathered = Gathering()
        self._references: dict[str, str] = {}
        self.rows_sent = 0
        self.through_id: UUID | None = None
        """The service account that is signed in, where it acts on behalf of the actor (`app/access/on_behalf.py`). What
        it is answered is what it may read itself."""
        self._actor = None if member_id is None else Actor(member_id)
        self._given: dict[str, Any] = {"me": member_id, "sign_in": sign_in_id, "clock_offset": clock_offset}

    @property
    def now(self) -> datetime:
        """The instant of this change: the database's clock once the lock was held."""
        assert self._now is not None, "nothing was found yet"
        return self._now

    @property
    def actor(self) -> Actor:
        """Who acts; nobody until the first statement has said who, where nobody is signed in."""
        assert self._actor is not None, "nobody acts yet"
        return self._actor

    @property
    def actor_id(self) -> UUID | None:
        """Whose deed the events are; null where the program itself does what time brings about."""
        return None if self._actor is None else self._actor.member_id

    @property
    def recent(self) -> Recent[Any, Any]:
        """What this process has met lately in this database."""
        return self._database.recent

    async def find(self, sought: Sought[Found]) -> Found:
        """The first statement: finds what the caller may see, locks it, claims the idempotency key.

        Raises Unauthenticated, NotFound, Unavailable, Replay, IdempotencyKeyReused."""
        link = await self._begin()
        given = {**self._given, **sought.values}
        lookup = sought.lookup
        record = await self._in_order(link, lookup, given)
        if record["caller_id"] is None:
            raise Unauthenticated("The sign-in has ended or the member is not active: sign in again.")
        self._now = record["now"]
        self.acting_as(_actor(record))
        found = lookup.of(record, self.actor)
        if lookup.older_than_the_lock(found):
            again = await lookup.plain.row(link, given)
            assert again is not None
            found = lookup.of(again, self.actor)
        if self._key is not None and record.get("key_replays"):
            if record["key_digest"] != self._key.digest:
                raise IdempotencyKeyReused("This Idempotency-Key was used for another request: take a new one.")
            raise Replay(record["key_status"], record["key_location"], record["key_answer"])
        return found

    async def _in_order(self, link: Link, lookup: Lookup[Any], given: Mapping[str, Any]) -> Record:
        """What the lookup answers to a transaction whose id is younger than those of all whom it waited for, so that
        its events come to stand after theirs."""
        first = self._now is None
        statement = lookup.plain
        if self._key is not None and first:
            statement, given = lookup.claiming, {**given, "key": self._key.key, "digest": self._key.digest}
        for _ in range(_ATTEMPTS):
            record = await statement.row(link, given)
            assert record is not None
            if not lookup.overtaken(record) and not await _passed(link, lookup.meanwhile, record):
                return record
            if not first:
                break
            await link.execute("ROLLBACK AND CHAIN")
        raise _others_first()

    async def find_for(self, member_id: UUID, sought: Sought[Found]) -> Found:
        """The same lookup for a member who is not signed in: an import does what its record says that people did, a
        service account what it was asked to do for them. They act from here on; the instant stays that of the first
        statement.

        Raises Unauthenticated for who is not active, NotFound, Unavailable."""
        await self.flush()
        given = {**self._given, **sought.values, "me": member_id}
        record = await sought.lookup.for_another.row(self._open(), given)
        assert record is not None
        if record["caller_id"] is None:
            raise Unauthenticated("The member is not active.")
        if sought.lookup.overtaken(record):
            raise _others_first()
        self.acting_as(_actor(record))
        return sought.lookup.of(record, self.actor)

    async def meet(self, statement: Statement, **values: Any) -> Record:
        """The first statement where nobody is signed in: for who signs in or comes with a token of theirs
        (`app/access/guests.py`), and for what the program does by itself. It takes the locks, answers one row, and
        says the instant in its column `now`. Who acts is said by `acting_as`."""
        record = await statement.row(await self._begin(), {**self._given, **values})
        assert record is not None
        self._now = record["now"]
        return record

    async def begin(self) -> datetime:
        """The same for what rests on nothing that it would have to find: it takes the instant alone."""
        await self.meet(_INSTANT)
        return self.now

    async def rows(self, statement: Statement, **values: Any) -> list[Record]:
        """What a decision rests on: read after the lock. Sends first what was gathered, so that it is seen."""
        await self.flush()
        return await statement.rows(self._open(), {**self._given, "now": self._now, **values})

    async def row(self, statement: Statement, **values: Any) -> Record | None:
        await self.flush()
        return await statement.row(self._open(), {**self._given, "now": self._now, **values})

    def add(self, row: SQLModel) -> None:
        """A new row, sent with the next statement."""
        self._gathered.add(row)

    def change(self, model: type[SQLModel], identity: Identity, **values: Any) -> None:
        """A change of what the row itself owns: its version and time of update move."""
        self._gathered.alter(model, identity, values, owned=True, dated=True)

    def derive(self, model: type[SQLModel], identity: Identity, **values: Any) -> None:
        """A change of what is reckoned from elsewhere: the version stays, so that nobody's If-Match is spoiled."""
        self._gathered.alter(model, identity, values, owned=False, dated=True)

    def count(self, model: type[SQLModel], identity: UUID, **values: int) -> None:
        """A figure kept beside what it counts: neither version nor time of update moves, so that who may not see what
        is counted sees no trace of it."""
        self._gathered.alter(model, identity, values, owned=False, dated=False)

    def remove(self, model: type[SQLModel], identity: UUID) -> None:
        """Ends a link between two things; what a person wrote is never removed."""
        self._gathered.remove(model, identity)

    def refers(self, pointer: str, identity: UUID | None) -> None:
        """Says where in the body a reference stands, so that the database's refusal of one to nothing can name it."""
        if identity is not None:
            self._references[str(identity)] = pointer

    def unknown_reference(self, error: asyncpg.ForeignKeyViolationError) -> UnknownReference | None:
        """The typed error of a foreign key: which reference of the body names nothing."""
        for identity, pointer in self._references.items():
            if identity in (error.detail or ""):
                return UnknownReference("There is nothing with this id that you may read.", at(pointer, "Unknown."))
        return None

    async def flush(self) -> None:
        """Sends all rows and changes as one statement, prepared once for each combination of kinds."""
        gathered, self._gathered = self._gathered, Gathering()
        if not gathered:
            return
        self.rows_sent += gathered.added
        text, arguments = gathered.statement(self._now)
        await self._open().execute(text, *arguments)

    async def show(self, view: Statement, **values: Any) -> Shown:
        """The answer to this change: the same view as a GET's, run inside the transaction."""
        record = await self.row(view, **{**self._as_caller(), **values})
        assert record is not None
        return Shown(record["body"], record["version"])

    async def answer(self, view: Statement, status: int, location: str | None, **values: Any) -> Shown:
        """The same, and kept under the idempotency key, if one was given."""
        if self._key is None:
            return await self.show(view, **values)
        given = {**self._given, "now": self._now, **self._as_caller(), **values}
        arguments = [given[name] for name in view.names]
        await self.flush()
        whose = self.through_id or self.actor.member_id
        record = await self._open().fetchrow(_keeping(view), *arguments, whose, self._key.key, status, location)
        assert record is not None
        return Shown(record["body"], record["version"])

    def acting_as(self, actor: Actor) -> None:
        """Whose deed the next events are, and as whom is read: an import does on behalf of the people of its record."""
        self._actor = actor
        self._given["me"] = actor.member_id

    def _as_caller(self) -> dict[str, Any]:
        return {} if self.through_id is None else {"me": self.through_id}

    async def _begin(self) -> "PoolConnectionProxy[Record]":
        if self._link is None:
            try:
                self._link = await self._database.write.take()
            except TimeoutError as error:
                raise Unavailable("All connections to the database are busy.", retry_after_seconds=1) from error
            self._begun = True  # before it is: who is cancelled in between leaves no transaction open
            await self._link.execute("BEGIN")
        return self._link

    def _open(self) -> Link:
        assert self._link is not None, "nothing was found yet"
        return self._link

    async def _commit(self) -> None:
        if not self._begun:
            return
        await self.flush()
        self._begun = False
        try:
            await self._open().execute("COMMIT")
        except asyncio.CancelledError:
            self._open().terminate()  # it was sent, and PostgreSQL ends what it has begun; nobody is told
            raise
        except DRIVER_ERRORS as error:
            if is_unavailable(error):
                self._open().terminate()
                raise OutcomeUnknown(
                    "The database went away while the change was being stored; it may or may not have been. "
                    "Repeat the request with the same Idempotency-Key, or look before you repeat it.",
                    retry_after_seconds=2,
                ) from error
            raise

    async def _rollback(self, error: BaseException) -> None:
        if self._begun and self._link is not None:
            self._begun = False
            if isinstance(error, TimeoutError):
                self._link.terminate()  # the server is silent, and would be asked once more
                return
            try:
                await self._link.execute("ROLLBACK")
            except DRIVER_ERRORS:
                self._link.terminate()

    async def _release(self) -> None:
        if self._link is not None:
            await self._database.write.give(self._link)
            # Also where nothing was committed: what others wrote is read up to the oldest transaction still open.
            self._database.bell.ring()


@asynccontextmanager
async def transaction(
    database: Database,
    member_id: UUID | None = None,
    sign_in_id: UUID | None = None,
    clock_offset: timedelta = timedelta(0),
    key: RequestKey | None = None,
) -> AsyncIterator[Work]:
    """One change. What it found and gathered is committed when the block ends, and rolled back when it raises.
    Without a member nobody is signed in, and it begins with `Work.meet`; a connection is held from its first
    statement on.

    Errors of the database come out as what callers can understand: a constraint's name as its typed error, a lost
    connection as Unavailable."""
    work = Work(database, member_id, sign_in_id, clock_offset, key)
    try:
        try:
            yield work
            await work._commit()
        except Replay:
            await work._commit()
            raise
        except BaseException as error:
            await work._rollback(error)
            raise
        finally:
            await work._release()
    except asyncpg.IntegrityConstraintViolationError as error:
        refusal = refusal_of(error)
        if refusal is None and isinstance(error, asyncpg.ForeignKeyViolationError):
            refusal = work.unknown_reference(error)
        if refusal is None:
            raise
        raise refusal from error
    except asyncpg.InvalidParameterValueError as error:
        refusal = refusal_of_value(error)
        if refusal is None:
            raise
        raise refusal from error
    except asyncpg.LockNotAvailableError as error:
        if key is None:
            raise _others_first() from error
        raise RequestStillRunning(
            "A request with this Idempotency-Key, or others on the same thing, are still running.",
            retry_after_seconds=1,
        ) from error
    except DRIVER_ERRORS as error:
        if is_unavailable(error):
            raise Unavailable("The database is away; nothing was changed.", retry_after_seconds=2) from error
        raise


def _others_first() -> Unavailable:
    return Unavailable("Others are changing the same thing just now: try again.", retry_after_seconds=1)


async def _passed(link: Link, meanwhile: Statement | None, record: Record) -> bool:
    """Whether an event of what was found stands after the place that those of this change would have."""
    if meanwhile is None or record["id"] is None:
        return False
    row = await meanwhile.row(link, dict(record))
    return row is not None and bool(row["overtaken"])


async def read_row(database: Database, statement: Statement, values: Mapping[str, Any]) -> Record | None:
    """One statement that changes nothing, outside any transaction, on a connection that is held no longer.

    Raises Unavailable while the database is away or all its connections are busy."""
    return await _read(database, statement.row, values)


async def read_rows(database: Database, statement: Statement, values: Mapping[str, Any]) -> list[Record]:
    """The same of several rows."""
    return await _read(database, statement.rows, values)


async def _read(
    database: Database, ask: Callable[[Link, Mapping[str, Any]], Awaitable[Found]], values: Mapping[str, Any]
) -> Found:
    try:
        link = await database.read.take()
        done = False
        try:
            answer = await ask(link, values)
            done = True
            return answer
        except TimeoutError as error:
            link.terminate()
            raise Unavailable("The database does not answer: try again shortly.", retry_after_seconds=2) from error
        finally:
            await database.read.give(link, done=done)
    except TimeoutError as error:
        raise Unavailable("All connections to the database are busy.", retry_after_seconds=1) from error
    except DRIVER_ERRORS as error:
        if is_unavailable(error):
            raise Unavailable("The database is away: try again shortly.", retry_after_seconds=2) from error
        raise


def _actor(record: Record) -> Actor:
    return Actor(
        record["caller_id"],
        MemberKind(record["caller_kind"]),
        OrganizationRole(record["caller_role"]),
        record["caller_site_id"],
    )


@cache
def _keeping(view: Statement) -> str:
    first = len(view.names) + 1
    return (
        f"WITH shown AS MATERIALIZED ({view.sql}) UPDATE idempotency_key SET status = ${first + 2}::integer, "
        f"location = ${first + 3}::text, answer = shown.body::text FROM shown "
        f"WHERE member_id = ${first}::uuid AND key = ${first + 1}::text RETURNING shown.body, shown.version"
    )
