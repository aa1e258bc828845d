from typing import Literal, cast

ValidationOrder = Literal["-created_at"]


def check_validation_order(value: str) -> ValidationOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ValidationOrder, value)
