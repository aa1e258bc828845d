"""The doors, in the order in which they are asked."""

from app.routers import communities, problems, processes, sites

ROUTERS = (problems.router, communities.router, processes.router, sites.router)
