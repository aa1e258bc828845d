"""What is done with environments: made and changed, their configuration read by the schemes of its components.

Nothing here touches validations: each keeps the configuration under which it was given.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundEnvironment, FoundOrganization
from app.core.ids import new_id
from app.core.statements import prepare
from app.domain.errors import Fault, Invalid, RepeatedComponent, SiteRetired, UnknownReference, at
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.environment import (
    Environment,
    EnvironmentComponent,
    EnvironmentIn,
    EnvironmentKeeper,
    EnvironmentPatch,
    InstalledIn,
)
from app.services.applicabilities import schemes_of
from app.services.components import key_of
from app.services.named_members import require_active
from app.work import Work

SITE, KEEPER, INSTALLED = tables["site"], tables["environment_keeper"], tables["environment_component"]
ID = bindparam("id", type_=Uuid())

# A site that is being retired just now is waited for.
_SITE = prepare(select(SITE.c.retired_at).where(SITE.c.id == ID).with_for_update(read=True))
_KEEPERS = prepare(select(KEEPER.c.id, KEEPER.c.member_id).where(KEEPER.c.environment_id == ID).order_by(KEEPER.c.id))
_CONFIGURATION = prepare(
    select(INSTALLED.c.id, INSTALLED.c.component_id, INSTALLED.c.component_version, INSTALLED.c.version_key)
    .where(INSTALLED.c.environment_id == ID)
    .order_by(INSTALLED.c.position)
)


class Placed(NamedTuple):
    """A line of a configuration with the version's place in its component's order; null where it is not known."""

    component_id: UUID
    component_version: str | None
    version_key: str | None


async def make(
    work: Work, found: FoundOrganization, given: EnvironmentIn, *, recorded_at: datetime | None = None
) -> Environment:
    """An environment at a site that is in use. Kept by its maker where nobody is named. `recorded_at`: when a record
    of another system first tells of it."""
    found.require(Action.make_environment)
    await _require_site(work, given.site_id)
    keepers = [work.actor.member_id] if given.keeper_ids is MISSING else given.keeper_ids
    await _require_keepers(work, keepers, known=[work.actor.member_id])
    configuration = await configure(work, given.configuration)
    at_ = recorded_at or work.now
    environment = Environment(
        id=new_id(),
        created_at=at_,
        updated_at=at_,
        site_id=given.site_id,
        name=given.name,
        machines=given.machines,
    )
    work.add(environment)
    _add_keepers(work, environment.id, keepers)
    _add_configuration(work, environment.id, configuration)
    record(work, EventKind.environment_made, environment.id, site_id=given.site_id, recorded_at=recorded_at)
    return environment


async def change(work: Work, found: FoundEnvironment, given: EnvironmentPatch) -> None:
    found.require(Action.change_environment)
    asked: dict[str, Any] = given.model_dump(include={"name", "machines"})
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    fields = list(values)
    if given.keeper_ids is not MISSING and await _change_keepers(work, found.id, given.keeper_ids):
        fields.append("keeper_ids")
    if given.configuration is not MISSING and await _change_configuration(work, found.id, given.configuration):
        fields.append("configuration")
    if fields:
        work.change(Environment, found.id, **values)
        record(work, EventKind.environment_changed, found.id, version=found.version + 1, fields=sorted(fields))


async def configure(work: Work, given: Sequence[InstalledIn], *, pointer: str = "#/configuration") -> list[Placed]:
    """Reads each version by its component's scheme. `pointer` is where the configuration stands in the body.

    Raises RepeatedComponent, UnknownReference, UnreadableVersion or UnknownVersion: the first reason found, with a
    fault for each line that has it."""
    _require_each_once(given, pointer)
    known = await schemes_of(work, (line.component_id for line in given))
    unknown = [
        at(f"{pointer}/{place}/component_id", "Unknown.")
        for place, line in enumerate(given)
        if line.component_id not in known
    ]
    if unknown:
        raise UnknownReference("There is no such component.", *unknown)
    placed: list[Placed] = []
    refusals: list[Invalid] = []
    for place, line in enumerate(given):
        key = None
        if line.component_version is not None:
            try:
                key = key_of(line.component_version, known[line.component_id], f"{pointer}/{place}/component_version")
            except Invalid as refusal:
                refusals.append(refusal)
        placed.append(Placed(line.component_id, line.component_version, key))
    if refusals:
        faults: list[Fault] = [fault for refusal in refusals for fault in refusal.faults]
        raise type(refusals[0])(refusals[0].detail, *faults)
    return placed


def _require_each_once(given: Sequence[InstalledIn], pointer: str) -> None:
    seen: set[UUID] = set()
    faults: list[Fault] = []
    for place, line in enumerate(given):
        if line.component_id in seen:
            faults.append(at(f"{pointer}/{place}/component_id", "It stands here again."))
        seen.add(line.component_id)
    if faults:
        raise RepeatedComponent("A component stands once in a configuration.", *faults)


async def _require_site(work: Work, site_id: UUID) -> None:
    site = await work.row(_SITE, id=site_id)
    if site is None:
        raise UnknownReference("There is no such site.", at("#/site_id", "Unknown."))
    if site["retired_at"] is not None:
        raise SiteRetired("The site is retired and takes no new environment.", at("#/site_id", "It is retired."))


async def _require_keepers(work: Work, wanted: Sequence[UUID], known: Sequence[UUID]) -> None:
    """Who keeps it already stays a keeper, whatever became of them since."""
    named = {f"#/keeper_ids/{place}": member for place, member in enumerate(wanted) if member not in known}
    await require_active(work, named, persons=True)


async def _change_keepers(work: Work, environment_id: UUID, wanted: Sequence[UUID]) -> bool:
    held = {row["member_id"]: row["id"] for row in await work.rows(_KEEPERS, id=environment_id)}
    if held.keys() == set(wanted):
        return False
    await _require_keepers(work, wanted, known=list(held))
    for member_id, row_id in held.items():
        if member_id not in wanted:
            work.remove(EnvironmentKeeper, row_id)
    _add_keepers(work, environment_id, [member_id for member_id in wanted if member_id not in held])
    return True


async def _change_configuration(work: Work, environment_id: UUID, given: Sequence[InstalledIn]) -> bool:
    wanted = await configure(work, given)
    rows = await work.rows(_CONFIGURATION, id=environment_id)
    held = [Placed(row["component_id"], row["component_version"], row["version_key"]) for row in rows]
    if held == wanted:
        return False
    for row in rows:
        work.remove(EnvironmentComponent, row["id"])
    _add_configuration(work, environment_id, wanted)
    return True


def _add_keepers(work: Work, environment_id: UUID, keepers: Sequence[UUID]) -> None:
    for member_id in keepers:
        work.add(EnvironmentKeeper(environment_id=environment_id, member_id=member_id))


def _add_configuration(work: Work, environment_id: UUID, configuration: Sequence[Placed]) -> None:
    for position, line in enumerate(configuration):
        work.add(EnvironmentComponent(environment_id=environment_id, position=position, **line._asdict()))
