from typing import Literal, cast

Severity = Literal["critical", "high", "low", "moderate"]


def check_severity(value: str) -> Severity:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(Severity, value)
