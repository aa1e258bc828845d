from typing import Literal, cast

Joining = Literal["invitation", "open", "request"]


def check_joining(value: str) -> Joining:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(Joining, value)
