"""What is done with the organization's objectives: set and changed."""

from datetime import date

from app.access.actions import Action
from app.access.found import FoundObjective, FoundOrganization
from app.core.ids import new_id
from app.domain.errors import PeriodReversed, at
from app.events.kinds import EventKind
from app.events.record import record
from app.models.objective import Objective, ObjectiveIn, ObjectivePatch
from app.services.named_members import require_active
from app.work import Work


async def make(work: Work, found: FoundOrganization, given: ObjectiveIn) -> Objective:
    found.require(Action.set_objective)
    _require_period(given.starts_on, given.ends_on)
    await require_active(work, {"#/owner_id": given.owner_id})
    objective = Objective(id=new_id(), created_at=work.now, updated_at=work.now, **given.model_dump())
    work.add(objective)
    record(work, EventKind.objective_set, objective.id)
    return objective


async def change(work: Work, found: FoundObjective, given: ObjectivePatch) -> None:
    """An owner who was named before stays, whatever became of them since."""
    found.require(Action.change_objective)
    values = {name: value for name, value in given.model_dump().items() if value != getattr(found, name)}
    if not values:
        return
    _require_period(values.get("starts_on", found.starts_on), values.get("ends_on", found.ends_on))
    if "owner_id" in values:
        await require_active(work, {"#/owner_id": values["owner_id"]})
    work.change(Objective, found.id, **values)
    record(work, EventKind.objective_changed, found.id, version=found.version + 1, fields=sorted(values))


def _require_period(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise PeriodReversed(
            f"The period would end on {ends_on}, before it starts on {starts_on}.",
            at("#/ends_on", "Name a day that is not before starts_on."),
        )
