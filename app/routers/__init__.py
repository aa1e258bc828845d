"""The doors, in the order in which they are asked: the hot ones first."""

from app.routers import (
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
    processes.router,
    sites.router,
)
