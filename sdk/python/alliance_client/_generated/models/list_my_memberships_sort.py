from typing import Literal, cast

ListMyMembershipsSort = Literal["-created_at", "created_at"]


def check_list_my_memberships_sort(value: str) -> ListMyMembershipsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListMyMembershipsSort, value)
