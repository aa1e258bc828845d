from typing import Literal, cast

ObjectiveOrder = Literal["-starts_on", "ends_on"]


def check_objective_order(value: str) -> ObjectiveOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ObjectiveOrder, value)
