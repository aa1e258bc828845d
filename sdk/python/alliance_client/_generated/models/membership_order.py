from typing import Literal, cast

MembershipOrder = Literal["-created_at", "created_at"]


def check_membership_order(value: str) -> MembershipOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MembershipOrder, value)
