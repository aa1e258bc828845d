from typing import Literal, cast

ListEnvironmentsSort = Literal["-created_at", "name"]


def check_list_environments_sort(value: str) -> ListEnvironmentsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListEnvironmentsSort, value)
