from typing import Literal, cast

TicketUse = Literal["affected_mark", "linked", "none", "problem"]


def check_ticket_use(value: str) -> TicketUse:
    """A value that is not known yet is taken as it is: within v1 there are additions."""
    return cast(TicketUse, value)
