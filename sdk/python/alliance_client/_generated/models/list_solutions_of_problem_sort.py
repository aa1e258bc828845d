from typing import Literal, cast

ListSolutionsOfProblemSort = Literal["-created_at"]


def check_list_solutions_of_problem_sort(value: str) -> ListSolutionsOfProblemSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListSolutionsOfProblemSort, value)
