"""What is done with affected marks: made, changed and taken back by those affected."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundProblem
from app.access.visibility import ME
from app.core.ids import new_id
from app.core.statements import prepare
from app.domain.errors import EnvironmentRetired, Invalid, NotFound, at
from app.domain.vocabulary import ReferredKind
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.affected_mark import AffectedMark, AffectedMarkIn
from app.services import external_references
from app.work import Work

MARK, ENVIRONMENT = tables["affected_mark"], tables["environment"]
_FOR = bindparam("environment", type_=Uuid())
_OWN = prepare(
    select(MARK.c.id, MARK.c.version, MARK.c.machines, MARK.c.comment).where(
        MARK.c.problem_id == bindparam("id", type_=Uuid()),
        MARK.c.member_id == ME,
        MARK.c.environment_id.is_not_distinct_from(_FOR),
        MARK.c.withdrawn_at.is_(None),
    )
)
_ENVIRONMENT = prepare(
    select(ENVIRONMENT.c.site_id, ENVIRONMENT.c.machines, ENVIRONMENT.c.retired_at).where(ENVIRONMENT.c.id == _FOR)
)


@dataclass(frozen=True, slots=True)
class OwnMark:
    """The caller's mark that stands, as it is while its problem is locked."""

    id: UUID
    version: int
    machines: int
    comment: str


async def own(work: Work, found: FoundProblem, environment_id: UUID | None) -> OwnMark | None:
    """The caller's own mark on a problem for an environment, or for none. Raises Forbidden for who is no person."""
    found.require(Action.mark_affected)
    row = await work.row(_OWN, id=found.id, environment=environment_id)
    return None if row is None else OwnMark(**row)


async def standing(work: Work, found: FoundProblem, environment_id: UUID | None) -> OwnMark:
    """The same; raises NotFound where there is none."""
    held = await own(work, found, environment_id)
    if held is None:
        raise NotFound("You have no such mark on this problem.")
    return held


async def marked_before(work: Work, found: FoundProblem, given: AffectedMarkIn) -> UUID | None:
    """The mark that came to the community before under the same external reference: whoever's, on whatever problem,
    taken back or not. Raises Forbidden for who is no person."""
    found.require(Action.mark_affected)
    return await external_references.made_before(work, found, ReferredKind.affected_mark, given.external_reference)


def stands(held: OwnMark | None, given: AffectedMarkIn) -> bool:
    return held is not None and (held.machines, held.comment) == (given.machines, given.comment)


async def mark(
    work: Work, found: FoundProblem, environment_id: UUID | None, held: OwnMark | None, given: AffectedMarkIn
) -> None:
    """Makes the caller's mark, or changes the one that stands; the same mark is no change. It is what came under the
    external reference that is given."""
    found.require(Action.mark_affected)
    identity, same = new_id() if held is None else held.id, stands(held, given)
    site_id = None if same else await _site_of(work, environment_id, given.machines)
    external_references.keep(work, found, ReferredKind.affected_mark, given.external_reference, identity)
    if same:
        return
    if held is None:
        made = AffectedMark(
            id=identity,
            created_at=work.now,
            updated_at=work.now,
            community_id=found.community_id,
            open=found.open,
            problem_id=found.id,
            member_id=work.actor.member_id,
            through_id=work.through_id,
            environment_id=environment_id,
            site_id=site_id,
            machines=given.machines,
            comment=given.comment,
        )
        work.add(made)
        record(
            work,
            EventKind.affected_mark_made,
            made.id,
            found,
            problem_id=found.id,
            environment_id=environment_id,
            machines=given.machines,
        )
        return
    asked: dict[str, Any] = given.model_dump(exclude={"external_reference"})
    values = {name: value for name, value in asked.items() if value != getattr(held, name)}
    work.change(AffectedMark, held.id, **values)
    record(
        work,
        EventKind.affected_mark_changed,
        held.id,
        found,
        problem_id=found.id,
        machines=given.machines,
        version=held.version + 1,
        fields=sorted(values),
    )


def withdraw(work: Work, found: FoundProblem, environment_id: UUID | None, held: OwnMark) -> None:
    """Takes the caller's mark back; it stays readable as a row of the past, and another can be made."""
    work.change(AffectedMark, held.id, withdrawn_at=work.now)
    record(
        work,
        EventKind.affected_mark_withdrawn,
        held.id,
        found,
        problem_id=found.id,
        environment_id=environment_id,
    )


async def _site_of(work: Work, environment_id: UUID | None, machines: int) -> UUID | None:
    """Where a mark counts. Raises for an environment that takes no mark of so many machines."""
    if environment_id is None:
        if machines:
            raise Invalid(
                "A mark without environment counts for you and your site, and for no machines.",
                at("#/machines", "Must be 0 here: name an environment to count machines."),
            )
        return work.actor.site_id
    row = await work.row(_ENVIRONMENT, environment=environment_id)
    if row is None:
        raise NotFound("There is no such environment.")
    if row["retired_at"] is not None:
        raise EnvironmentRetired("The environment is retired: name one that is in use, or none.")
    if machines > row["machines"]:
        raise Invalid(
            f"The environment has {row['machines']} machines.", at("#/machines", "More than the environment has.")
        )
    site_id: UUID = row["site_id"]
    return site_id
