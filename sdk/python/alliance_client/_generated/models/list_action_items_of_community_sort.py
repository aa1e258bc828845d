from typing import Literal, cast

ListActionItemsOfCommunitySort = Literal["due_on"]


def check_list_action_items_of_community_sort(value: str) -> ListActionItemsOfCommunitySort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListActionItemsOfCommunitySort, value)
