from typing import Literal, cast

JobKind = Literal["catch_up_webhook", "deliver_webhook", "look_at_ticket", "poll_tickets", "tell_ticket"]


def check_job_kind(value: str) -> JobKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(JobKind, value)
