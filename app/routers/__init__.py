"""The doors, in the order in which they are asked."""

from app.routers import communities, components, memberships, problems, processes, sites

ROUTERS = (
    problems.router,
    communities.router,
    memberships.router,
    memberships.mine,
    processes.router,
    sites.router,
    components.router,
)
