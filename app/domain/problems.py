"""The state of a problem."""

from collections.abc import Iterable

from app.domain.vocabulary import ProblemState, SolutionStatus

SOLVING = frozenset({SolutionStatus.validated, SolutionStatus.stale})


def state(*, closed: bool, solution_statuses: Iterable[SolutionStatus]) -> ProblemState:
    """What a problem's state is, from whether a closure stands and from the statuses of all its solutions."""
    if closed:
        return ProblemState.closed
    if any(status in SOLVING for status in solution_statuses):
        return ProblemState.solved
    return ProblemState.open
