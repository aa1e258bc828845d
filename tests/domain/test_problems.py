"""The state of a problem."""

import pytest

from app.domain.problems import state
from app.domain.vocabulary import ProblemState, SolutionStatus

S = SolutionStatus


@pytest.mark.parametrize("status", list(SolutionStatus))
def test_a_problem_is_solved_while_one_of_its_solutions_is_validated_or_stale(status: SolutionStatus) -> None:
    solved = status in (S.validated, S.stale)
    assert state(closed=False, solution_statuses=[status]) is (ProblemState.solved if solved else ProblemState.open)
    assert state(closed=False, solution_statuses=[S.contested, status, S.draft]) is (
        ProblemState.solved if solved else ProblemState.open
    )


def test_a_problem_without_solutions_is_open() -> None:
    assert state(closed=False, solution_statuses=[]) is ProblemState.open


@pytest.mark.parametrize("statuses", [[], [S.validated], [S.proposed]])
def test_a_closed_problem_is_closed_whatever_its_solutions(statuses: list[SolutionStatus]) -> None:
    assert state(closed=True, solution_statuses=statuses) is ProblemState.closed
