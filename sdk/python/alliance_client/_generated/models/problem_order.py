from typing import Literal, cast

ProblemOrder = Literal["-created_at", "-updated_at"]


def check_problem_order(value: str) -> ProblemOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ProblemOrder, value)
