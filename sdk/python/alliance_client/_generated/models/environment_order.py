from typing import Literal, cast

EnvironmentOrder = Literal["-created_at", "name"]


def check_environment_order(value: str) -> EnvironmentOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(EnvironmentOrder, value)
