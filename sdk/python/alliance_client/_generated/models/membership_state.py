from typing import Literal, cast

MembershipState = Literal["active", "ended", "requested"]


def check_membership_state(value: str) -> MembershipState:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MembershipState, value)
