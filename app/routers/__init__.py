"""The doors, in the order in which they are asked."""

from app.routers import problems

ROUTERS = (problems.router,)
