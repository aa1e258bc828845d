from typing import Literal, cast

ReasonCode = Literal[
    "confirmation_replaced",
    "confirmations_expired",
    "environments_lacking",
    "environments_reached",
    "failure_share",
    "failures",
    "failures_tolerated",
    "never_met",
    "not_proposed",
    "quorum_lacking",
    "quorum_reached",
    "sites_lacking",
    "sites_reached",
    "superseded",
    "withdrawn",
]


def check_reason_code(value: str) -> ReasonCode:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ReasonCode, value)
