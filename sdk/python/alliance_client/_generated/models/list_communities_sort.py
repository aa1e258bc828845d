from typing import Literal, cast

ListCommunitiesSort = Literal["-created_at", "name"]


def check_list_communities_sort(value: str) -> ListCommunitiesSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListCommunitiesSort, value)
