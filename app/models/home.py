"""A member's home: what they are in, what waits for them, and what is new."""

from pydantic import ConfigDict
from pydantic import Field as Described

from app.models.action_item import ActionItemLine
from app.models.event import EventShown
from app.models.membership import MembershipLine
from app.models.schema import Shown
from app.models.validation import ValidationLine


class HomeShown(Shown):
    """What a front end's first page shows its member: of each kind the first twenty, lines as their lists have them."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"memberships": [], "action_items": [], "carry_overs": [], "changes": []}]}
    )

    memberships: list[MembershipLine] = Described(
        description="The communities that I am in or asked to join, newest first; all of them in `/me/memberships`."
    )
    action_items: list[ActionItemLine] = Described(
        description="What I own and is still to be done, by the day it is due; all of it in `/me/action-items`."
    )
    carry_overs: list[ValidationLine] = Described(
        description="Validations of mine that a new revision left behind, newest first: carry them over, or validate "
        "anew; all of them in `/validations?carry_over=true`."
    )
    changes: list[EventShown] = Described(
        description="The newest events of my communities, newest first; `/events` goes on from there."
    )
