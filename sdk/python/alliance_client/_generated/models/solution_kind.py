from typing import Literal, cast

SolutionKind = Literal["fix", "prevention", "workaround"]


def check_solution_kind(value: str) -> SolutionKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(SolutionKind, value)
