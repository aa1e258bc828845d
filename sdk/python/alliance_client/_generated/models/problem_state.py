from typing import Literal, cast

ProblemState = Literal["closed", "open", "solved"]


def check_problem_state(value: str) -> ProblemState:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ProblemState, value)
