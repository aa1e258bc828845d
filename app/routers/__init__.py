"""The doors, in the order in which they are asked."""

from app.routers import (
    action_items,
    affected_marks,
    communities,
    components,
    environments,
    flags,
    framings,
    memberships,
    objectives,
    problems,
    processes,
    sites,
    solutions,
    validations,
)

ROUTERS = (
    problems.router,
    solutions.router,
    validations.router,
    communities.router,
    components.router,
    flags.router,
    framings.router,
    memberships.router,
    memberships.mine,
    action_items.router,
    action_items.mine,
    processes.router,
    sites.router,
    affected_marks.router,
    environments.router,
    objectives.router,
)
