"""The doors, in the order in which they are asked."""

from app.routers import (
    action_items,
    affected_marks,
    communities,
    components,
    environments,
    flags,
    framings,
    health,
    me,
    members,
    memberships,
    objectives,
    problems,
    processes,
    sign_in,
    sites,
    solutions,
    validations,
    well_known,
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
    members.router,
    me.router,
    sign_in.router,
    sign_in.tokens,
)
OUTSIDE = (health.router, well_known.router)
"""What stands beside the API, without its prefix."""
