from typing import Literal, cast

SolutionOrder = Literal["-created_at"]


def check_solution_order(value: str) -> SolutionOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(SolutionOrder, value)
