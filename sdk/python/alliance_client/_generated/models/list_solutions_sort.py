from typing import Literal, cast

ListSolutionsSort = Literal["-created_at"]


def check_list_solutions_sort(value: str) -> ListSolutionsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListSolutionsSort, value)
