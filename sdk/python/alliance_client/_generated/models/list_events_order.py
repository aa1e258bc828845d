from typing import Literal, cast

ListEventsOrder = Literal["newest", "oldest"]


def check_list_events_order(value: str) -> ListEventsOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListEventsOrder, value)
