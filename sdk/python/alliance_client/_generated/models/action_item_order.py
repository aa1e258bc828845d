from typing import Literal, cast

ActionItemOrder = Literal["due_on"]


def check_action_item_order(value: str) -> ActionItemOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ActionItemOrder, value)
