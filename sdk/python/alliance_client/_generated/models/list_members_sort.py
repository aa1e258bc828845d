from typing import Literal, cast

ListMembersSort = Literal["-created_at", "name"]


def check_list_members_sort(value: str) -> ListMembersSort:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListMembersSort, value)
