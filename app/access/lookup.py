"""How a change finds what it is about: one statement that finds through visibility, locks, and claims the request's
idempotency key, in that order, so that no transaction has an id before it holds its lock.

Where it waits for a second lock, whoever held that one may have an id that is younger than its own: their event would
stand after what they did before. It is *overtaken* then, and `Work.find` begins again with a new id."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, Generic, TypeVar, get_type_hints
from uuid import UUID

from asyncpg import Record
from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    Uuid,
    bindparam,
    case,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import insert

from app.access.actions import Action, Standing, require
from app.access.standing import of_role
from app.access.visibility import ME, MEMBERSHIP, active_member, caller
from app.core.clock import instant
from app.core.statements import Statement, prepare, written
from app.domain.errors import NotFound
from app.domain.vocabulary import MemberKind, MembershipState, OrganizationRole, Role
from app.models import tables
from app.work import Actor

KEY = tables["idempotency_key"]
ID = bindparam("id", type_=Uuid())

_MEANWHILE = """
    SELECT EXISTS (SELECT 1 FROM event
                    WHERE community_id IN ({communities}) AND xid > pg_current_xact_id()) AS overtaken
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a change is about, as it is while the lock is held, and what the caller is to it."""

    id: UUID
    version: int
    standings: frozenset[Standing]

    def require(self, action: Action) -> None:
        require(self.standings, action)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInside(Found):
    """Something of a community's inside. `role` is the caller's there, locked so that a removal waits."""

    community_id: UUID
    open: bool
    role: Role | None


F = TypeVar("F", bound=Found)


@dataclass(frozen=True, slots=True)
class LookupOf(Generic[F]):
    """The texts of a lookup: with and without the claim of an idempotency key, and for who is not signed in."""

    kind: type[F]
    what: str
    plain: Statement
    claiming: Statement
    for_another: Statement
    meanwhile: Statement | None
    """Whether others were faster at one of several locks; asked of what was found."""
    _readers: Mapping[str, Any]
    _flags: tuple[Standing, ...]
    _from_outside: tuple[Standing, ...]

    def of(self, record: Record, actor: Actor) -> F:
        if record["id"] is None:
            raise self._nothing()
        standings = {flag for flag in self._flags if record[f"as_{flag}"]} | organization_standings(actor)
        values = {name: read(record[name]) for name, read in self._readers.items()}
        found = self.kind(standings=frozenset(standings), **values)
        if _out_of_sight(found) and standings.isdisjoint(self._from_outside):
            raise self._nothing()
        return found

    def older_than_the_lock(self, found: Found) -> bool:
        """Whether a standing rests on others' rows, which the statement read as they were before it waited: who acts
        as a coordinator because no coordinator is left."""
        return (
            isinstance(found, FoundInside)
            and Standing.acting_coordinator in found.standings
            and found.role is not Role.coordinator
        )

    def overtaken(self, record: Record) -> bool:
        """Whether the caller's membership was changed by a transaction with a younger id, while this one waited."""
        return bool(record.get("role_is_younger"))

    def _nothing(self) -> NotFound:
        return NotFound(f"There is no such {self.what}, or you may not read it.")


def organization_standings(actor: Actor) -> set[Standing]:
    """What one is everywhere."""
    standings = {Standing.reader}
    if actor.kind == MemberKind.person:
        standings.add(Standing.person)
    if actor.organization_role == OrganizationRole.administrator:
        standings.add(Standing.administrator)
    if actor.organization_role == OrganizationRole.sponsor:
        standings.add(Standing.sponsor)
    return standings


def columns_of(kind: type[Found], table: FromClause, **given: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """The fields of `kind` from the columns of `table` of the same name, where they are not given otherwise."""
    names = [field.name for field in fields(kind) if field.name not in ("role", "standings")]
    return [(given[name] if name in given else table.c[name]).label(name) for name in names]


def locked(rows: Select[Any], *tables: FromClause) -> Select[Any]:
    """With the rows of these tables locked, in this order; foreign keys to them can still be checked."""
    return rows.with_for_update(key_share=True, of=list(tables))


def lookup(
    kind: type[F],
    what: str,
    locked: Select[Any],
    standings: Mapping[Standing, Any] | None = None,
    *,
    from_outside: tuple[Standing, ...] = (),
    communities: str | None = None,
) -> LookupOf[F]:
    """`locked`: a select with FOR NO KEY UPDATE whose columns are the fields of `kind` (but `role`, `standings`).
    `standings`: further flags, made from the locked row by a function of its columns. `from_outside`: who may find it
    without being in a community whose inside is not open. `communities`: where several locks can be waited for, whose
    events these order, as a list in SQL that may name what was found."""
    row = locked.cte("locked").prefix_with("MATERIALIZED")
    inside = issubclass(kind, FoundInside)
    mine = _membership(row) if inside else None
    flags: dict[Any, Any] = {flag: make(row.c) for flag, make in (standings or {}).items()}
    if mine is not None:
        flags = {**of_role(mine.c.role, row.c.community_id), **flags}
    reads = get_type_hints(kind)
    names = [field.name for field in fields(kind) if field.name != "standings"]

    def text(acting: Select[Any], claim: CTE | None = None) -> Statement:
        who = acting.cte("caller")
        columns: list[ColumnElement[Any]] = [
            instant().label("now"),
            *who.c,
            *(row.c[name] for name in names if name != "role"),
            *(flag.label(f"as_{name}") for name, flag in flags.items()),
        ]
        source = select(literal_column("1")).subquery("one").outerjoin(who, true()).outerjoin(row, true())
        if mine is not None:
            columns += [mine.c.role, (func.age(mine.c.written_by) < 0).label("role_is_younger")]
            source = source.outerjoin(mine, true())
        if claim is not None:
            columns += [column.label(f"key_{column.name}") for column in claim.c]
            source = source.outerjoin(claim, true())
        return prepare(select(*columns).select_from(source))

    return LookupOf(
        kind,
        what,
        text(caller()),
        text(caller(), _claim(row)),
        text(active_member()),
        None if communities is None else written(_MEANWHILE.format(communities=communities)),
        {name: _reader(reads[name]) for name in names},
        tuple(flags),
        from_outside,
    )


def _out_of_sight(found: Found) -> bool:
    """Whether it could be read when the statement began, but who read it was removed while it waited."""
    return isinstance(found, FoundInside) and not found.open and found.role is None


def _membership(row: CTE) -> CTE:
    """One that ended is locked too, so that an end that came meanwhile is seen with the transaction that wrote it."""
    held = case((MEMBERSHIP.c.state == MembershipState.active, MEMBERSHIP.c.role))
    return (
        select(held.label("role"), literal_column("membership.xmin").label("written_by"))
        .where(MEMBERSHIP.c.member_id == ME, MEMBERSHIP.c.community_id == select(row.c.community_id).scalar_subquery())
        .with_for_update(read=True, of=MEMBERSHIP)
        .cte("mine")
    )


def _claim(row: CTE) -> CTE:
    """Takes its row from the locked one, so that it cannot run, and have a transaction id, before the lock is held."""
    claimed: Any = select(
        ME, bindparam("key", type_=Text()), bindparam("digest", type_=Text()), literal_column("0"), instant()
    ).select_from(row)
    names = ["member_id", "key", "digest", "replays", "created_at"]
    return (
        insert(KEY)
        .from_select(names, claimed, include_defaults=False)
        .on_conflict_do_update(index_elements=["member_id", "key"], set_={"replays": KEY.c.replays + 1})
        .returning(KEY.c.digest, KEY.c.status, KEY.c.location, KEY.c.answer, KEY.c.replays)
        .cte("claim")
    )


def _reader(hint: Any) -> Any:
    """Words come from the database as text: give them their type back."""
    kinds = [kind for kind in getattr(hint, "__args__", (hint,)) if isinstance(kind, type) and issubclass(kind, Enum)]
    if not kinds:
        return lambda value: value
    return lambda value: None if value is None else kinds[0](value)
