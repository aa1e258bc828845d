from typing import Literal, cast

ListProblemsSort = Literal["-created_at", "-updated_at"]


def check_list_problems_sort(value: str) -> ListProblemsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListProblemsSort, value)
