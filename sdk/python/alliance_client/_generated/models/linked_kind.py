from typing import Literal, cast

LinkedKind = Literal["problem", "solution", "validation"]


def check_linked_kind(value: str) -> LinkedKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(LinkedKind, value)
