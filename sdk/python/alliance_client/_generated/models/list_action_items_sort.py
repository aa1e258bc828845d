from typing import Literal, cast

ListActionItemsSort = Literal["due_on"]


def check_list_action_items_sort(value: str) -> ListActionItemsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListActionItemsSort, value)
