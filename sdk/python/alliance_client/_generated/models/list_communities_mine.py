from typing import Literal, cast

ListCommunitiesMine = Literal["me"]


def check_list_communities_mine(value: str) -> ListCommunitiesMine:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListCommunitiesMine, value)
