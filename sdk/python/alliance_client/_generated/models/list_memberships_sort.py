from typing import Literal, cast

ListMembershipsSort = Literal["-created_at", "created_at"]


def check_list_memberships_sort(value: str) -> ListMembershipsSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListMembershipsSort, value)
