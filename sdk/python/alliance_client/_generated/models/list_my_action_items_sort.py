from typing import Literal, cast

ListMyActionItemsSort = Literal["due_on"]


def check_list_my_action_items_sort(value: str) -> ListMyActionItemsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListMyActionItemsSort, value)
