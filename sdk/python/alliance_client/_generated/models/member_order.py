from typing import Literal, cast

MemberOrder = Literal["-created_at", "name"]


def check_member_order(value: str) -> MemberOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MemberOrder, value)
