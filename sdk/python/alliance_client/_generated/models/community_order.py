from typing import Literal, cast

CommunityOrder = Literal["-created_at", "name"]


def check_community_order(value: str) -> CommunityOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(CommunityOrder, value)
