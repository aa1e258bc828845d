from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.action_item_line import ActionItemLine
    from ..models.home_event import HomeEvent
    from ..models.left_behind import LeftBehind
    from ..models.membership_line import MembershipLine
    from ..models.to_validate import ToValidate


T = TypeVar("T", bound="Home")


@_attrs_define(kw_only=True)
class Home:
    """What a front end's first page shows its member: of each kind the first twenty, lines as their lists have them."""

    memberships: list[MembershipLine]
    """The communities that I am in or asked to join, newest first; all of them in `/me/memberships`."""
    requests: list[MembershipLine]
    """Who asks to join a community in which I am an acting coordinator, longest waiting first: accept them, or
    refuse."""
    action_items: list[ActionItemLine]
    """What I own and is still to be done, by the day it is due; all of it in `/me/action-items`."""
    carry_overs: list[LeftBehind]
    """Validations of mine that a new revision left behind, newest first: carry them over, or validate anew; all of
    them in `/validations?carry_over=true`."""
    to_validate: list[ToValidate]
    """Solutions that are proposed, contested or stale and fit an environment that I keep, newest first, among the
    newest fifty of each community I am in."""
    changes: list[HomeEvent]
    """The newest events of my communities, newest first; `/events` goes on from there."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        memberships = []
        for memberships_item_data in self.memberships:
            memberships_item = memberships_item_data.to_dict()
            memberships.append(memberships_item)

        requests = []
        for requests_item_data in self.requests:
            requests_item = requests_item_data.to_dict()
            requests.append(requests_item)

        action_items = []
        for action_items_item_data in self.action_items:
            action_items_item = action_items_item_data.to_dict()
            action_items.append(action_items_item)

        carry_overs = []
        for carry_overs_item_data in self.carry_overs:
            carry_overs_item = carry_overs_item_data.to_dict()
            carry_overs.append(carry_overs_item)

        to_validate = []
        for to_validate_item_data in self.to_validate:
            to_validate_item = to_validate_item_data.to_dict()
            to_validate.append(to_validate_item)

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "memberships": memberships,
                "requests": requests,
                "action_items": action_items,
                "carry_overs": carry_overs,
                "to_validate": to_validate,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.action_item_line import ActionItemLine  # noqa: PLC0415
        from ..models.home_event import HomeEvent  # noqa: PLC0415
        from ..models.left_behind import LeftBehind  # noqa: PLC0415
        from ..models.membership_line import MembershipLine  # noqa: PLC0415
        from ..models.to_validate import ToValidate  # noqa: PLC0415

        d = dict(src_dict)
        memberships = []
        _memberships = d.pop("memberships")
        for memberships_item_data in _memberships:
            memberships_item = MembershipLine.from_dict(memberships_item_data)

            memberships.append(memberships_item)

        requests = []
        _requests = d.pop("requests")
        for requests_item_data in _requests:
            requests_item = MembershipLine.from_dict(requests_item_data)

            requests.append(requests_item)

        action_items = []
        _action_items = d.pop("action_items")
        for action_items_item_data in _action_items:
            action_items_item = ActionItemLine.from_dict(action_items_item_data)

            action_items.append(action_items_item)

        carry_overs = []
        _carry_overs = d.pop("carry_overs")
        for carry_overs_item_data in _carry_overs:
            carry_overs_item = LeftBehind.from_dict(carry_overs_item_data)

            carry_overs.append(carry_overs_item)

        to_validate = []
        _to_validate = d.pop("to_validate")
        for to_validate_item_data in _to_validate:
            to_validate_item = ToValidate.from_dict(to_validate_item_data)

            to_validate.append(to_validate_item)

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = HomeEvent.from_dict(changes_item_data)

            changes.append(changes_item)

        home = cls(
            memberships=memberships,
            requests=requests,
            action_items=action_items,
            carry_overs=carry_overs,
            to_validate=to_validate,
            changes=changes,
        )

        home.additional_properties = d
        return home
