from typing import Literal, cast

JobState = Literal["done", "failed", "running", "waiting"]


def check_job_state(value: str) -> JobState:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(JobState, value)
