from typing import Literal, cast

SolutionStatus = Literal["contested", "draft", "proposed", "stale", "superseded", "validated", "withdrawn"]


def check_solution_status(value: str) -> SolutionStatus:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(SolutionStatus, value)
