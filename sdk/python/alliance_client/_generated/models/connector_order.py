from typing import Literal, cast

ConnectorOrder = Literal["-created_at"]


def check_connector_order(value: str) -> ConnectorOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ConnectorOrder, value)
