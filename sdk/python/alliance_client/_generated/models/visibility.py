from typing import Literal, cast

Visibility = Literal["listed", "open", "private"]


def check_visibility(value: str) -> Visibility:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(Visibility, value)
