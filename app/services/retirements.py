"""What the organization no longer uses is retired: it stays readable and named, and can be reinstated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import SQLModel

from app.access.actions import Action
from app.access.found import FoundComponent, FoundEnvironment, FoundObjective, FoundSite
from app.domain.errors import NotRetired
from app.events.kinds import EventKind
from app.events.record import record
from app.models.component import Component
from app.models.environment import Environment
from app.models.objective import Objective
from app.models.site import Site
from app.work import Work

Retirable: TypeAlias = FoundSite | FoundComponent | FoundEnvironment | FoundObjective


@dataclass(frozen=True, slots=True)
class _Way:
    model: type[SQLModel]
    retire: Action
    retired: EventKind
    reinstate: Action
    reinstated: EventKind


_WAYS: Mapping[type[Retirable], _Way] = {
    FoundSite: _Way(Site, Action.retire_site, EventKind.site_retired, Action.reinstate_site, EventKind.site_reinstated),
    FoundComponent: _Way(
        Component,
        Action.retire_component,
        EventKind.component_retired,
        Action.reinstate_component,
        EventKind.component_reinstated,
    ),
    FoundEnvironment: _Way(
        Environment,
        Action.retire_environment,
        EventKind.environment_retired,
        Action.reinstate_environment,
        EventKind.environment_reinstated,
    ),
    FoundObjective: _Way(
        Objective,
        Action.retire_objective,
        EventKind.objective_retired,
        Action.reinstate_objective,
        EventKind.objective_reinstated,
    ),
}


def retire(work: Work, found: Retirable) -> None:
    """What is retired already stays as it stands."""
    way = _WAYS[type(found)]
    found.require(way.retire)
    if found.retired_at is None:
        work.change(way.model, found.id, retired_at=work.now)
        record(work, way.retired, found.id)


def reinstate(work: Work, found: Retirable) -> None:
    """Takes the retirement back."""
    way = _WAYS[type(found)]
    found.require(way.reinstate)
    if found.retired_at is None:
        raise NotRetired("It is not retired; there is nothing to take back.")
    work.change(way.model, found.id, retired_at=None)
    record(work, way.reinstated, found.id)
