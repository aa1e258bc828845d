from typing import Literal, cast

ListValidationsOfSolutionSort = Literal["-created_at"]


def check_list_validations_of_solution_sort(value: str) -> ListValidationsOfSolutionSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListValidationsOfSolutionSort, value)
