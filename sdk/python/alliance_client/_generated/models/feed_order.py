from typing import Literal, cast

FeedOrder = Literal["newest", "oldest"]


def check_feed_order(value: str) -> FeedOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(FeedOrder, value)
