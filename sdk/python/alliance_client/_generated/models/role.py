from typing import Literal, cast

Role = Literal["coordinator", "core", "member", "observer"]


def check_role(value: str) -> Role:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(Role, value)
