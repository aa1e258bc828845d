from typing import Literal, cast

ListEventsFrom = Literal["now"]


def check_list_events_from(value: str) -> ListEventsFrom:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ListEventsFrom, value)
