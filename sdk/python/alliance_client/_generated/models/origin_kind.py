from typing import Literal, cast

OriginKind = Literal["comment", "flag", "framing", "problem", "solution", "validation"]


def check_origin_kind(value: str) -> OriginKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(OriginKind, value)
