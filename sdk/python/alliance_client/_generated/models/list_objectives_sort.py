from typing import Literal, cast

ListObjectivesSort = Literal["-starts_on", "ends_on"]


def check_list_objectives_sort(value: str) -> ListObjectivesSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListObjectivesSort, value)
