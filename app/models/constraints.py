"""What the database refuses, in the words of the domain: constraint name -> the typed error."""

from collections.abc import Callable

from asyncpg import IntegrityConstraintViolationError

from app.domain.errors import Refusal, SlugTaken

REFUSALS: dict[str, Callable[[], Refusal]] = {
    "uq_community_slug": lambda: SlugTaken("Another community has this slug: choose another."),
}


def refusal_of(error: IntegrityConstraintViolationError) -> Refusal | None:
    """The typed error of a constraint that callers can run into; None for one that only a defect can break."""
    made = REFUSALS.get(error.constraint_name or "")
    return made() if made else None
