from typing import Literal, cast

HealthStatus = Literal["unwell", "well"]


def check_health_status(value: str) -> HealthStatus:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(HealthStatus, value)
