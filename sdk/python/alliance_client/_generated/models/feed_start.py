from typing import Literal, cast

FeedStart = Literal["now"]


def check_feed_start(value: str) -> FeedStart:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(FeedStart, value)
