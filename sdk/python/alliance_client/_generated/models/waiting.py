from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Waiting")


@_attrs_define(kw_only=True)
class Waiting:
    """What concerns me, counted."""

    communities: int
    """Communities that I am a member of."""
    open_action_items: int
    """Action items of mine that are open or in progress."""
    carry_overs_waiting: int
    """Validations of mine that a new revision left behind, and that I have not carried over."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        communities = self.communities

        open_action_items = self.open_action_items

        carry_overs_waiting = self.carry_overs_waiting

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "communities": communities,
                "open_action_items": open_action_items,
                "carry_overs_waiting": carry_overs_waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        communities = d.pop("communities")

        open_action_items = d.pop("open_action_items")

        carry_overs_waiting = d.pop("carry_overs_waiting")

        waiting = cls(
            communities=communities,
            open_action_items=open_action_items,
            carry_overs_waiting=carry_overs_waiting,
        )

        waiting.additional_properties = d
        return waiting
