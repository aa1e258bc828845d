"""The doors, in the order in which they are asked."""

from app.routers import communities, problems, processes

ROUTERS = (problems.router, communities.router, processes.router)
