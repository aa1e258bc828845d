from typing import Literal, cast

ActionItemState = Literal["done", "dropped", "in_progress", "open"]


def check_action_item_state(value: str) -> ActionItemState:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ActionItemState, value)
