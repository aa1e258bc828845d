"""The doors, in the order in which they are asked."""

from app.routers import communities, components, framings, memberships, problems, processes, sites

ROUTERS = (
    problems.router,
    communities.router,
    memberships.router,
    processes.router,
    sites.router,
    components.router,
    framings.router,
)
