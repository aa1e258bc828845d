from typing import Literal, cast

ConnectedTicketOrder = Literal["-updated_at"]


def check_connected_ticket_order(value: str) -> ConnectedTicketOrder:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(ConnectedTicketOrder, value)
