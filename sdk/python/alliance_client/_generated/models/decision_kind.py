from typing import Literal, cast

DecisionKind = Literal["consent", "majority"]


def check_decision_kind(value: str) -> DecisionKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(DecisionKind, value)
