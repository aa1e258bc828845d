from typing import Literal, cast

ListProblemsAffected = Literal["me"]


def check_list_problems_affected(value: str) -> ListProblemsAffected:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListProblemsAffected, value)
