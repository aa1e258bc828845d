from typing import Literal, cast

ListValidationsSort = Literal["-created_at"]


def check_list_validations_sort(value: str) -> ListValidationsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListValidationsSort, value)
