from typing import Literal, cast

FlagKind = Literal["dangerous", "outdated", "unclear", "wrong"]


def check_flag_kind(value: str) -> FlagKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(FlagKind, value)
