from typing import Literal, cast

MissingKind = Literal["confirmation", "environment", "failure_taken_back", "proposal", "site"]


def check_missing_kind(value: str) -> MissingKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(MissingKind, value)
