"""The doors, in the order in which they are asked."""

from app.routers import (
    affected_marks,
    communities,
    components,
    framings,
    memberships,
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
    framings.router,
    memberships.router,
    memberships.mine,
    processes.router,
    sites.router,
    affected_marks.router,
)
