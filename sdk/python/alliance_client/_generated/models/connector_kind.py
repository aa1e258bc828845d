from typing import Literal, cast

ConnectorKind = Literal["github", "jira", "memory", "request_tracker", "servicenow", "zendesk"]


def check_connector_kind(value: str) -> ConnectorKind:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ConnectorKind, value)
