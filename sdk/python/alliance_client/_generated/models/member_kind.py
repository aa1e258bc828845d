from typing import Literal, cast

MemberKind = Literal["person", "service"]


def check_member_kind(value: str) -> MemberKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MemberKind, value)
