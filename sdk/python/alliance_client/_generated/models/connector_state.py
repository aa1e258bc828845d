from typing import Literal, cast

ConnectorState = Literal["active", "paused", "waiting"]


def check_connector_state(value: str) -> ConnectorState:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ConnectorState, value)
