from typing import Literal, cast

ComponentKind = Literal["application", "hardware", "network", "operating_system", "service"]


def check_component_kind(value: str) -> ComponentKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ComponentKind, value)
