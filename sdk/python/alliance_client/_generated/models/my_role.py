from typing import Literal, cast

MyRole = Literal["coordinator", "core", "member", "none", "observer"]


def check_my_role(value: str) -> MyRole:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MyRole, value)
